-- Statements that meet every criterion given; a criterion that is NULL is met by all.
-- $stance is that toward the state $about, where one is asked for, else toward any.
-- $ids names statements, where only those are asked for.
-- $dates lists the dates that lie between the limits asked for: a statement counts by the date it was said, and where
-- that is not known to the year, by its article's date.
SELECT s.id, a.path AS article, s."start", s."end", s.content,
       [[piece."start", piece."end"] FOR piece IN s.pieces] AS pieces,
       s.kind, s.mode, s.source, s.cue, s.speaker, s.actor, s.relay, s.venue, s.said_on, s.said_on_precision, s.about,
       s.stance, s.negated, s.certainty, s.confidence, s.utterance
FROM statements AS s
JOIN articles AS a ON a.id = s.article
WHERE ($speaker IS NULL
       OR list_has_all(regexp_split_to_array(strip_accents(lower(s.speaker)), '[^\w]+'),
                       regexp_split_to_array(strip_accents(lower($speaker)), '[^\w]+')))
  AND ($actor IS NULL OR s.actor = $actor)
  AND ($about IS NULL OR list_contains(s.about, $about))
  AND ($outlet IS NULL OR contains(strip_accents(lower(a.outlet)), strip_accents(lower($outlet))))
  AND ($kind IS NULL OR s.kind = $kind)
  AND ($mode IS NULL OR s.mode = $mode)
  AND ($venue IS NULL OR s.venue = $venue)
  AND ($stance IS NULL
       OR list_contains([s.stance[i] FOR i IN generate_series(1, len(s.stance)) IF $about IS NULL OR s.about[i] = $about],
                        $stance))
  AND ($ids IS NULL OR list_contains($ids, s.id))
  AND (NOT $outermost OR s.parent IS NULL)
  AND ($dates IS NULL
       OR list_contains($dates, CASE WHEN s.said_on IS NULL OR s.said_on LIKE 'XXXX%' THEN a.published ELSE s.said_on END))
ORDER BY a.path, a.id, s."start", s."end", s.id
