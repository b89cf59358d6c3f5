-- What is indexed of each statement, the newest first; where the day it was said is not known to the year, its
-- article's date places it.
SELECT id, content, speaker, actor, via, about, outlet, placed
FROM (
    SELECT s.id, s.content, coalesce(s.speaker, s.source."text") AS speaker, s.actor,
           array_to_string(s.relay, ' / ') AS via, array_to_string(s.about, ' ') AS about,
           coalesce(a.outlet, a.address) AS outlet,
           CASE WHEN s.said_on IS NULL OR s.said_on LIKE 'XXXX%' THEN a.published ELSE s.said_on END AS placed
    FROM statements AS s
    JOIN articles AS a ON a.id = s.article
)
ORDER BY split_part(placed, '/', -1) DESC NULLS LAST, id
