-- One article.
SELECT id, path, address, media_type, title, author, outlet, published, "language", words, "text",
       [[span."start", span."end"] FOR span IN boilerplate] AS boilerplate
FROM articles
WHERE id = $article
