-- Every event with its article, for those who were given an id.
SELECT e.id, e.article AS article_id, a.path AS article, a.outlet, a.title, a.address, a.published, e."start", e."end",
       e.content, e."type", e.mode, e.source, e.target, e."date", e.status, e.intensity, e.confidence, e.happening
FROM events AS e
JOIN articles AS a ON a.id = e.article
ORDER BY e.id
