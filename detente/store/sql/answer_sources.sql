-- The articles named, whole.
SELECT id, path, address, text, title, author, outlet, published, boilerplate
FROM articles
WHERE list_contains($articles, id)
ORDER BY path, id
