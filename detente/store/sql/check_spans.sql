-- Every finding whose words are not those at its place in its article, or whose place lies outside the text.
SELECT 'mentions' AS "table", f.id AS place, 'its words are not those of its span' AS reason
FROM mentions AS f JOIN articles AS a ON a.id = f.article
WHERE substring(a."text", f."start" + 1, f."end" - f."start") <> f."text"
UNION ALL
SELECT 'times', f.article || ' ' || f."start", 'its words are not those of its span'
FROM times AS f JOIN articles AS a ON a.id = f.article
WHERE substring(a."text", f."start" + 1, f."end" - f."start") <> f."text"
UNION ALL
SELECT 'forecasts', f.id, 'its words are not those of its span'
FROM forecasts AS f JOIN articles AS a ON a.id = f.article
WHERE substring(a."text", f."start" + 1, f."end" - f."start") <> f.content
UNION ALL
SELECT 'events', f.id, 'its words are not those of its span'
FROM events AS f JOIN articles AS a ON a.id = f.article
WHERE substring(a."text", f."start" + 1, f."end" - f."start") <> f.content
UNION ALL
SELECT 'commitments', f.id, 'its words are not those of its span'
FROM commitments AS f JOIN articles AS a ON a.id = f.article
WHERE substring(a."text", f."start" + 1, f."end" - f."start") <> f.content
UNION ALL
-- The content of several pieces is put together of them; each is looked at by its place alone.
SELECT 'statements', f.id, 'its words are not those of its span'
FROM statements AS f JOIN articles AS a ON a.id = f.article
WHERE (len(f.pieces) < 2 AND substring(a."text", f."start" + 1, f."end" - f."start") <> f.content)
   OR len(list_filter(f.pieces, lambda p: p."start" < f."start" OR p."end" > f."end" OR p."start" >= p."end")) > 0
   OR f."end" > length(a."text")
UNION ALL
SELECT 'statements', f.id, 'the words of its source or cue are not those of their span'
FROM statements AS f JOIN articles AS a ON a.id = f.article
WHERE substring(a."text", f.source."start" + 1, f.source."end" - f.source."start") <> f.source."text"
   OR substring(a."text", f.cue."start" + 1, f.cue."end" - f.cue."start") <> f.cue."text"
UNION ALL
SELECT 'roles', f.article || ' ' || f."start", 'its span lies outside the text'
FROM roles AS f JOIN articles AS a ON a.id = f.article
WHERE f."start" < 0 OR f."start" >= f."end" OR f."end" > length(a."text")
UNION ALL
SELECT 'articles', a.id, 'a span of its residue lies outside the text'
FROM articles AS a
WHERE len(list_filter(a.boilerplate, lambda s: s."start" < 0 OR s."start" > s."end" OR s."end" > length(a."text"))) > 0
UNION ALL
SELECT 'retellings', r.a || ' ' || r.b, 'a passage lies outside its text'
FROM retellings AS r JOIN articles AS a ON a.id = r.a JOIN articles AS b ON b.id = r.b
WHERE r.a_start < 0 OR r.a_start >= r.a_end OR r.a_end > length(a."text")
   OR r.b_start < 0 OR r.b_start >= r.b_end OR r.b_end > length(b."text")
ORDER BY ALL
