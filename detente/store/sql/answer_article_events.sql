-- The events of one article, in the order of its words.
SELECT id, "start", "end", content, "type", mode, source, target, "date", status, intensity, confidence, happening
FROM events
WHERE article = $article
ORDER BY "start", "end", id
