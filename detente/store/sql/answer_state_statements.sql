-- The newest statements of a state, whole.
SELECT s.*
FROM statements AS s
JOIN articles AS a ON a.id = s.article
WHERE s.actor = $actor
ORDER BY split_part(CASE WHEN s.said_on IS NULL OR s.said_on LIKE 'XXXX%' THEN a.published ELSE s.said_on END, '/', -1)
         DESC NULLS LAST, s.id
LIMIT $most
