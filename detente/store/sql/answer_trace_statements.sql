-- Statements whose content holds every one of the beginnings of words given, and those that report the same utterance.
WITH met AS (
  SELECT id, utterance
  FROM statements
  WHERE len(list_filter($words, lambda word: NOT contains(lower(content), word))) = 0
)
SELECT s.id, s.article, a.path, a.outlet, a.published, s.said_on, s.speaker, s.actor, s.relay, s.kind, s."start",
       s."end", s.content, s.utterance
FROM statements AS s
JOIN articles AS a ON a.id = s.article
WHERE s.id IN (SELECT id FROM met) OR s.utterance IN (SELECT utterance FROM met WHERE utterance IS NOT NULL)
ORDER BY s.article, s."start", s."end", s.id
