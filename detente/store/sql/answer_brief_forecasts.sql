-- Forecasts that concern both states: their words name both, or one where a statement by or about the other holds them.
WITH named AS (
  SELECT f.id, list(DISTINCT l.state) AS states
  FROM forecasts AS f
  JOIN mentions AS m ON m.article = f.article AND m."start" >= f."start" AND m."end" <= f."end"
  JOIN links AS l ON l.mention = m.id
  WHERE l.state IS NOT NULL
  GROUP BY f.id
)
SELECT f.*, a.path, a.published, a.author, s.actor, s.speaker, s.speaker_mention, s.source
FROM forecasts AS f
JOIN articles AS a ON a.id = f.article
LEFT JOIN named AS n ON n.id = f.id
LEFT JOIN statements AS s ON s.id = f.statement
WHERE list_has_all(list_concat(coalesce(n.states, []), list_append(coalesce(s.about, []), s.actor)), [$one, $other])
ORDER BY a.published NULLS LAST, a.path, f."start", f."end", f.id
