-- What may settle a forecast: events that happened or are denied, and what was said, each with its day and states.
SELECT e.id, 'event' AS kind, e.article, a.path, e."start", e."end", e.content,
       CASE WHEN e."date" IS NULL OR e."date" LIKE 'XXXX%' THEN a.published ELSE e."date" END AS "on",
       list_distinct(list_concat(e.source, e.target)) AS states, e."type", e.status = 'denied' AS denied,
       coalesce(e.happening, e.id) AS origin
FROM events AS e
JOIN articles AS a ON a.id = e.article
WHERE e.status IN ('happened', 'denied')
UNION ALL
SELECT s.id, 'statement', s.article, a.path, s."start", s."end", s.content,
       CASE WHEN s.said_on IS NULL OR s.said_on LIKE 'XXXX%' THEN a.published ELSE s.said_on END,
       list_distinct(list_concat(s.about, CASE WHEN s.actor IS NULL THEN [] ELSE [s.actor] END)), NULL, s.negated,
       coalesce(s.utterance, s.id)
FROM statements AS s
JOIN articles AS a ON a.id = s.article
WHERE s.mode = 'saying'
ORDER BY id
