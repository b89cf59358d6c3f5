-- The statements of these ids, in the order of the ids, with what a quote card shows.
SELECT s.id, a.id AS article_id, a.path AS article, a.title, a.outlet, a.address, a.published,
       s."start", s."end", s.content,
       [[piece."start", piece."end"] FOR piece IN s.pieces] AS pieces,
       s.kind, s.mode, s.source, s.cue, s.speaker, s.actor, s.relay, s.venue, s.said_on, s.said_on_precision, s.about,
       s.stance, s.negated, s.certainty, s.confidence, s.utterance,
       substring(a."text", greatest(s."start" - 240, 0) + 1, s."start" - greatest(s."start" - 240, 0)) AS before,
       substring(a."text", s."end" + 1, 240) AS after
FROM statements AS s
JOIN articles AS a ON a.id = s.article
WHERE list_contains($ids, s.id)
ORDER BY list_position($ids, s.id)
