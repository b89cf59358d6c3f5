-- The passages that correspond to a passage of the articles named, seen from the latter.
SELECT article, "start", "end", other, other_start, other_end
FROM (
  SELECT a AS article, a_start AS "start", a_end AS "end", b AS other, b_start AS other_start, b_end AS other_end
  FROM retellings
  UNION ALL
  SELECT b, b_start, b_end, a, a_start, a_end
  FROM retellings
)
WHERE list_contains($articles, article)
ORDER BY article, "start", "end", other, other_start, other_end
