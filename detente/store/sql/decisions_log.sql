-- SQLite. The log, oldest first; of one kind where :kind is given.
SELECT id, at, author, kind, subject, value, reason, undoes
FROM decisions
WHERE :kind IS NULL OR kind = :kind
ORDER BY id
