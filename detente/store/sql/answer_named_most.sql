-- The states that most articles name.
SELECT l.state
FROM mentions AS m
JOIN links AS l ON l.mention = m.id
WHERE l.state IS NOT NULL
GROUP BY l.state
ORDER BY count(DISTINCT m.article) DESC, l.state
LIMIT $most
