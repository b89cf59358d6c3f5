-- Forecasts in the order of their articles.
SELECT f.id, a.path AS article, f."start", f."end", f.content, f.holder, f.wording, f.condition, f.confidence
FROM forecasts AS f
JOIN articles AS a ON a.id = f.article
ORDER BY a.path, a.id, f."start", f."end", f.id
