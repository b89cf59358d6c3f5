-- Mentions in the articles named, a row for each actor one is linked to, the surest first.
SELECT m.id, m.article, m."start", m."end", m.text, m.entity, m.name,
       l.name AS actor, l.state, l.reason, l.score
FROM mentions AS m
LEFT JOIN links AS l ON l.mention = m.id
WHERE list_contains($articles, m.article)
ORDER BY m.article, m."start", m."end", m.id, l.score DESC NULLS LAST, l.actor
