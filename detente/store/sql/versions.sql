-- The versions of the article at one address, the oldest first.
SELECT id, path, address, "text", title, published, as_of, version, supersedes, superseded_by
FROM articles
WHERE address = $address OR path = $address OR id = $address
   OR address IN (SELECT address FROM articles WHERE id = $address AND (version > 1 OR superseded_by IS NOT NULL))
ORDER BY version, id
