-- What is known of a speaker, part by part: years, states spoken for, of whom, outlets, offices.
WITH said AS (
    SELECT s.actor, s.about, a.outlet,
           substr(CASE WHEN s.said_on IS NULL OR s.said_on LIKE 'XXXX%' THEN a.published ELSE s.said_on END, 1, 4) AS year
    FROM statements AS s
    JOIN articles AS a ON a.id = s.article
    WHERE s.speaker = $name
),
parts AS (
    SELECT 'years' AS part, coalesce(year, '') AS name, count(*) AS n FROM said GROUP BY year
    UNION ALL
    SELECT 'states', actor, count(*) FROM said WHERE actor IS NOT NULL GROUP BY actor
    UNION ALL
    SELECT 'about', code, count(*) FROM (SELECT unnest(about) AS code FROM said) GROUP BY code
    UNION ALL
    SELECT 'outlets', outlet, count(*) FROM said WHERE outlet IS NOT NULL GROUP BY outlet
    UNION ALL
    SELECT 'offices', office, count(*) FROM roles WHERE person = $name GROUP BY office
)
SELECT part, name, n
FROM (SELECT *, row_number() OVER (PARTITION BY part ORDER BY n DESC, name) AS place FROM parts)
WHERE place <= 14 OR part = 'years'
ORDER BY part, CASE WHEN part = 'years' THEN name END, n DESC, name
