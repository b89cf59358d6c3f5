-- The states that speak, are spoken of or act, those most heard first.
WITH spoken AS (
    SELECT actor AS code, count(*) AS n FROM statements WHERE actor IS NOT NULL GROUP BY actor
),
meant AS (
    SELECT code, count(*) AS n FROM (SELECT unnest(about) AS code FROM statements) GROUP BY code
),
acted AS (
    SELECT code, count(*) AS n
    FROM (SELECT unnest(list_distinct(list_concat(source, target))) AS code FROM events)
    GROUP BY code
)
SELECT coalesce(s.code, m.code, e.code) AS code, coalesce(s.n, 0) AS spoken, coalesce(m.n, 0) AS about,
       coalesce(e.n, 0) AS events
FROM spoken AS s
FULL JOIN meant AS m ON m.code = s.code
FULL JOIN acted AS e ON e.code = coalesce(s.code, m.code)
ORDER BY spoken + about + events DESC, code
