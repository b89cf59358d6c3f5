-- What each outlet's articles are: echoes render a text that another article had first, spun ones by machine; origins
-- render none that is known to have been there before; how many of its statements name who speaks.
WITH retold AS (
    SELECT p.a AS article, p.first, p.kind FROM pairs AS p WHERE p.kind NOT IN ('same quotation', 'same story')
    UNION ALL
    SELECT p.b, p.first, p.kind FROM pairs AS p WHERE p.kind NOT IN ('same quotation', 'same story')
),
judged AS (
    SELECT a.id, coalesce(a.outlet, regexp_extract(a.address, '^https?://([^/:?#]+)', 1), '') AS outlet, a.published,
           coalesce(bool_or(r.first IS NOT NULL AND r.first <> a.id), false) AS echo,
           coalesce(bool_or(r.first = a.id), false) AS origin,
           coalesce(bool_or(r.kind = 'machine-spun' AND r.first <> a.id), false) AS spun,
           count(r.article) > 0 AND NOT coalesce(bool_or(r.first IS NOT NULL), false) AS unsettled
    FROM articles AS a
    LEFT JOIN retold AS r ON r.article = a.id
    GROUP BY a.id, a.outlet, a.address, a.published
),
said AS (
    SELECT article, count(*) AS statements, count(*) FILTER (speaker IS NOT NULL) AS named
    FROM statements
    GROUP BY article
)
SELECT j.outlet, count(*) AS articles, count(*) FILTER (j.echo) AS echoes, count(*) FILTER (j.spun) AS spun,
       count(*) FILTER (j.origin AND NOT j.echo) AS retold_by_others, count(*) FILTER (j.unsettled) AS unsettled,
       coalesce(sum(s.statements), 0)::BIGINT AS statements, coalesce(sum(s.named), 0)::BIGINT AS named,
       min(j.published) AS first, max(j.published) AS last
FROM judged AS j
LEFT JOIN said AS s ON s.article = j.id
WHERE j.outlet <> ''
GROUP BY j.outlet
ORDER BY articles DESC, j.outlet
