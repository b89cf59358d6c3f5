-- The statements that report one utterance.
SELECT s.id, s.article, a.path, a.outlet, a.published, s.said_on, s.speaker, s.actor, s.relay, s.kind, s."start",
       s."end", s.content, s.utterance
FROM statements AS s
JOIN articles AS a ON a.id = s.article
WHERE s.utterance = $utterance
ORDER BY s.article, s."start", s."end", s.id
