-- The articles, in the order of their paths.
SELECT id, path, title, author, outlet, published, language,
       [[span."start", span."end"] FOR span IN boilerplate] AS boilerplate,
       words
FROM articles
ORDER BY path, id
