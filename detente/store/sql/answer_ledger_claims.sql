-- The forecasts with what stands in their words: states named there (else in the 300 characters before), the types of
-- the events they tell of; who holds them, for which state, when.
WITH named AS (
    SELECT DISTINCT m.article, m."start", m."end", l.state
    FROM mentions AS m
    JOIN links AS l ON l.mention = m.id AND l.article = m.article
    WHERE l.state IS NOT NULL
)
SELECT f.id, f.article, a.path, f."start", f."end", f.content, f.holder, f.wording, f.condition,
       CASE WHEN s.said_on IS NOT NULL AND s.said_on NOT LIKE 'XXXX%' THEN s.said_on ELSE a.published END AS made_on,
       a.outlet, a.author, s.actor,
       substr(a."text", greatest(f."start" - 300, 0) + 1, least(f."start", 300)) AS lead,
       substr(a."text", f."end" + 1, 120) AS trail,
       (SELECT list(DISTINCT n.state ORDER BY n.state) FROM named AS n
        WHERE n.article = f.article AND n."start" >= f."start" AND n."end" <= f."end") AS within,
       (SELECT list(DISTINCT n.state ORDER BY n.state) FROM named AS n
        WHERE n.article = f.article AND n."start" >= f."start" - 300 AND n."end" <= f."start") AS before,
       (SELECT list(DISTINCT e."type" ORDER BY e."type") FROM events AS e
        WHERE e.article = f.article AND e."start" < f."end" AND f."start" < e."end") AS types
FROM forecasts AS f
JOIN articles AS a ON a.id = f.article
LEFT JOIN statements AS s ON s.id = f.statement
ORDER BY f.id
