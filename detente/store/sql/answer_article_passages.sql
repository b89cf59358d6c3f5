-- The passages of one article that render, or are rendered by, a passage of another; the other side first by date.
SELECT other.id AS other, other.path, other.address, other.title, other.outlet, other.published,
       here."start", here."end", here.other_start, here.other_end, here.score
FROM (
    SELECT b AS other, a_start AS "start", a_end AS "end", b_start AS other_start, b_end AS other_end, score
    FROM retellings WHERE a = $article
    UNION ALL
    SELECT a, b_start, b_end, a_start, a_end, score
    FROM retellings WHERE b = $article
) AS here
JOIN articles AS other ON other.id = here.other
ORDER BY other.published NULLS LAST, other.id, here."start"
