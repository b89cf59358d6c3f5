-- Events between both states, whichever acts, with who claims those that stand in what somebody said.
SELECT e.*, a.path, a.published, s.speaker, s.speaker_mention, s.actor, s.source AS said_by
FROM events AS e
JOIN articles AS a ON a.id = e.article
LEFT JOIN statements AS s ON s.id = e.statement
WHERE (list_contains(e.source, $one) AND list_contains(e.target, $other))
   OR (list_contains(e.source, $other) AND list_contains(e.target, $one))
ORDER BY a.published NULLS LAST, a.path, e."start", e."end", e.id
