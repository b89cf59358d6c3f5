-- What was said that concerns both states: one of them speaks about the other, or somebody speaks about both.
SELECT s.*, a.path, a.published, coalesce(a.outlet, a.author, a.path) AS carrier
FROM statements AS s
JOIN articles AS a ON a.id = s.article
WHERE list_has_all(list_append(s.about, s.actor), [$one, $other])
ORDER BY a.published NULLS LAST, a.path, s."start", s."end", s.id
