-- SQLite. What is known of one address.
SELECT address, checked, etag, modified, digest FROM visits WHERE address = :address
