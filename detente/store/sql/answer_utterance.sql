-- The statements that report one utterance.
SELECT id
FROM statements
WHERE utterance = $utterance
ORDER BY id
LIMIT 200
