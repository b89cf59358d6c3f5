-- What is known of a state, part by part: years in which it spoke, who spoke for it, of whom, through which outlets, with
-- whom it has events.
WITH said AS (
    SELECT s.speaker, s.about, a.outlet,
           substr(CASE WHEN s.said_on IS NULL OR s.said_on LIKE 'XXXX%' THEN a.published ELSE s.said_on END, 1, 4) AS year
    FROM statements AS s
    JOIN articles AS a ON a.id = s.article
    WHERE s.actor = $state
),
parts AS (
    SELECT 'years' AS part, year AS name, count(*) AS n FROM said WHERE year IS NOT NULL GROUP BY year
    UNION ALL
    SELECT 'speakers', speaker, count(*) FROM said WHERE speaker IS NOT NULL GROUP BY speaker
    UNION ALL
    SELECT 'about', code, count(*) FROM (SELECT unnest(about) AS code FROM said) GROUP BY code
    UNION ALL
    SELECT 'outlets', outlet, count(*) FROM said WHERE outlet IS NOT NULL GROUP BY outlet
    UNION ALL
    SELECT 'events', code, count(*)
    FROM (
        SELECT unnest(list_distinct(list_concat(source, target))) AS code
        FROM events
        WHERE list_contains(source, $state) OR list_contains(target, $state)
    )
    WHERE code <> $state
    GROUP BY code
)
SELECT part, name, n
FROM (SELECT *, row_number() OVER (PARTITION BY part ORDER BY n DESC, name) AS place FROM parts)
WHERE place <= 14 OR part = 'years'
ORDER BY part, CASE WHEN part = 'years' THEN name END, n DESC, name
