-- The articles named, without their texts.
SELECT id, path, address, title, author, outlet, published
FROM articles
WHERE list_contains($articles, id)
ORDER BY path, id
