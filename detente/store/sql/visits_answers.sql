-- SQLite. The pages that came from one address, the oldest first.
SELECT fetched, file, at, size, digest, name FROM answers WHERE address = :address ORDER BY fetched, rowid
