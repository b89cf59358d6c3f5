-- SQLite. What one statement is known by.
INSERT INTO found (number, id, speaker, actor, outlet, first, last)
VALUES (:number, :id, :speaker, :actor, :outlet, :first, :last)
