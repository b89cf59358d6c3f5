-- Every reference that leads to no row.
WITH articles_named AS (
    SELECT 'mentions' AS "table", id AS place, article FROM mentions
    UNION ALL SELECT 'links', mention, article FROM links
    UNION ALL SELECT 'roles', article || ' ' || "start", article FROM roles
    UNION ALL SELECT 'times', article || ' ' || "start", article FROM times
    UNION ALL SELECT 'statements', id, article FROM statements
    UNION ALL SELECT 'forecasts', id, article FROM forecasts
    UNION ALL SELECT 'events', id, article FROM events
    UNION ALL SELECT 'commitments', id, article FROM commitments
    UNION ALL SELECT 'stories', id, article FROM stories
    UNION ALL SELECT 'pairs', a || ' ' || b, a FROM pairs
    UNION ALL SELECT 'pairs', a || ' ' || b, b FROM pairs
    UNION ALL SELECT 'pairs', a || ' ' || b, "first" FROM pairs WHERE "first" IS NOT NULL
    UNION ALL SELECT 'retellings', a || ' ' || b, a FROM retellings
    UNION ALL SELECT 'retellings', a || ' ' || b, b FROM retellings
    UNION ALL SELECT 'articles', id, supersedes FROM articles WHERE supersedes IS NOT NULL
    UNION ALL SELECT 'articles', id, superseded_by FROM articles WHERE superseded_by IS NOT NULL
),
mentions_named AS (
    SELECT 'links' AS "table", mention AS place, mention FROM links
    -- A party of several ("both sides") is no mention of its own; its name parts them by a semicolon.
    UNION ALL SELECT 'mentions', id, entity FROM mentions WHERE strpos(name, '; ') = 0
    UNION ALL SELECT 'statements', id, speaker_mention FROM statements WHERE speaker_mention IS NOT NULL
    UNION ALL SELECT 'statements', id, unnest(relay_mentions) FROM statements
),
statements_named AS (
    SELECT 'statements' AS "table", id AS place, parent AS statement FROM statements WHERE parent IS NOT NULL
    UNION ALL SELECT 'statements', id, utterance FROM statements WHERE utterance IS NOT NULL
    UNION ALL SELECT 'forecasts', id, statement FROM forecasts WHERE statement IS NOT NULL
    UNION ALL SELECT 'events', id, statement FROM events WHERE statement IS NOT NULL
    UNION ALL SELECT 'commitments', id, statement FROM commitments WHERE statement IS NOT NULL
)
SELECT "table", place, 'it names the article ' || article || ', which is not there' AS reason
FROM articles_named AS n WHERE NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.id = n.article)
UNION ALL
SELECT "table", place, 'it names the mention ' || mention || ', which is not there'
FROM mentions_named AS n WHERE NOT EXISTS (SELECT 1 FROM mentions AS m WHERE m.id = n.mention)
UNION ALL
SELECT "table", place, 'it names the statement ' || statement || ', which is not there'
FROM statements_named AS n WHERE NOT EXISTS (SELECT 1 FROM statements AS s WHERE s.id = n.statement)
UNION ALL
SELECT 'commitments', c.id, 'it names the event ' || c.event || ', which is not there'
FROM commitments AS c WHERE c.event IS NOT NULL AND NOT EXISTS (SELECT 1 FROM events AS e WHERE e.id = c.event)
ORDER BY ALL
