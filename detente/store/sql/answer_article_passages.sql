-- The passages of one article that render, or are rendered by, a passage of another, with how the two articles lie to
-- each other (``first`` is the id of the one that was there first, null where unknown); the other side first by date.
SELECT other.id AS other, other.path, other.address, other.title, other.outlet, other.published,
       here."start", here."end", here.other_start, here.other_end, here.score, pair.kind, pair.first, pair.probability
FROM (
    SELECT a, b, b AS other, a_start AS "start", a_end AS "end", b_start AS other_start, b_end AS other_end, score
    FROM retellings WHERE a = $article
    UNION ALL
    SELECT a, b, a, b_start, b_end, a_start, a_end, score
    FROM retellings WHERE b = $article
) AS here
JOIN articles AS other ON other.id = here.other
LEFT JOIN pairs AS pair ON pair.a = here.a AND pair.b = here.b
ORDER BY other.published NULLS LAST, other.id, here."start"
