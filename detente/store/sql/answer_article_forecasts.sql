-- The forecasts of one article, in the order of its words.
SELECT id, "start", "end", content, holder, wording, "condition", confidence
FROM forecasts
WHERE article = $article
ORDER BY "start", "end", id
