-- The newest statements of a state or of a speaker.
SELECT s.id
FROM statements AS s
JOIN articles AS a ON a.id = s.article
WHERE ($actor IS NULL OR s.actor = $actor) AND ($speaker IS NULL OR s.speaker = $speaker)
ORDER BY split_part(CASE WHEN s.said_on IS NULL OR s.said_on LIKE 'XXXX%' THEN a.published ELSE s.said_on END, '/', -1)
         DESC NULLS LAST, s.id
LIMIT $most
