-- The statements of the articles at these addresses, with the entity that speaks: where a correction may belong.
SELECT s.id, s.article, a.address, a.published, s."start", s."end", s.content, s.speaker, s.actor, m.entity
FROM statements AS s
JOIN articles AS a ON a.id = s.article
LEFT JOIN mentions AS m ON m.id = s.speaker_mention AND m.article = s.article
WHERE list_contains($addresses, a.address)
ORDER BY s.article, s."start", s."end", s.id
