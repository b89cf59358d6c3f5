-- SQLite. One more row of the log.
INSERT INTO decisions (at, author, kind, subject, value, reason, undoes)
VALUES (:at, :author, :kind, :subject, :value, :reason, :undoes)
