-- SQLite. A page came.
INSERT INTO answers (address, fetched, file, at, size, digest, name)
VALUES (:address, :fetched, :file, :at, :size, :digest, :name)
