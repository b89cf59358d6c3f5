-- Commitments of a party, or of all, in the order of their articles.
SELECT c.id, a.path AS article, c."start", c."end", c.content, c.kind, c.parties, c.subject, c.due, c.due_precision,
       c.confidence, c.statement, c.event
FROM commitments AS c
JOIN articles AS a ON a.id = c.article
WHERE ($party IS NULL OR list_contains(c.parties, $party))
ORDER BY a.path, a.id, c."start", c."end", c.id
