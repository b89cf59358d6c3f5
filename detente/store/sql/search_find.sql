-- SQLite. The newest hits with what the facets count; a statement without a date meets no limit.
SELECT found.id, found.speaker, found.actor, found.outlet, substr(found.last, 1, 4)
FROM words
JOIN found ON found.number = words.rowid
WHERE words MATCH :match
  AND (:since IS NULL OR found.last >= :since)
  AND (:until IS NULL OR found.first <= :until)
ORDER BY words.rowid
LIMIT :counted
