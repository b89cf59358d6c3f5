-- Who is named in an article, with the state each most surely acts for, the most named first.
WITH named AS (
    SELECT m.entity, m.name, l.state, row_number() OVER (PARTITION BY m.id ORDER BY l.score DESC NULLS LAST) AS place
    FROM mentions AS m
    LEFT JOIN links AS l ON l.mention = m.id AND l.article = m.article
    WHERE m.article = $article AND m.kind IN ('person', 'organisation')
)
SELECT any_value(name ORDER BY name) AS name, mode(state) AS actor
FROM named
WHERE place = 1
GROUP BY entity
ORDER BY count(*) DESC, name
LIMIT 40
