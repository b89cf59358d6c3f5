-- SQLite. A page beyond the counted hits.
SELECT found.id
FROM words
JOIN found ON found.number = words.rowid
WHERE words MATCH :match
  AND (:since IS NULL OR found.last >= :since)
  AND (:until IS NULL OR found.first <= :until)
ORDER BY words.rowid
LIMIT :most OFFSET :passed
