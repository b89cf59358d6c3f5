-- The articles as references.
SELECT id, path, address, title, author, outlet, published, "language"
FROM articles
ORDER BY path, id
