-- From shards to tables. Each parameter lists the Parquet files of one table; the folder a file lies in is its shard.
-- Every table is written in an order that depends on its rows alone, so that equal rows give equal stores.

-- Where a source was tried more than once the last attempt is right: the names of shards sort by attempt.
INSERT INTO scratch.settled
SELECT source, max(parse_dirpath(filename))
FROM (
    SELECT source, filename FROM read_parquet($articles, filename = true)
    UNION ALL
    SELECT source, filename FROM read_parquet($rejects, filename = true)
)
GROUP BY source;

-- One text at one address, met in several files: the smallest path stays.
INSERT INTO scratch.kept
SELECT article.id,
       arg_min(article.source, (article.path, article.source)),
       min(article.path),
       arg_min(settled.shard, (article.path, article.source))
FROM read_parquet($articles, filename = true) AS article
JOIN scratch.settled AS settled
  ON settled.source = article.source AND settled.shard = parse_dirpath(article.filename)
GROUP BY article.id;

-- Texts met at one address, in the order they were met, are versions of one article. The front page of a site is no
-- article, a record without an address has no other versions, and a relative path may mean another file by now.
INSERT INTO articles BY NAME
SELECT article.* EXCLUDE (filename, version, supersedes, superseded_by),
       row_number() OVER versions AS version,
       lag(article.id) OVER versions AS supersedes,
       lead(article.id) OVER versions AS superseded_by
FROM read_parquet($articles, filename = true) AS article
JOIN scratch.kept AS kept
  ON kept.source = article.source AND kept.shard = parse_dirpath(article.filename) AND kept.id = article.id
WINDOW versions AS (
    PARTITION BY CASE
        WHEN regexp_matches(article.address, '^(https?://[^/?#]+/.|mid:)') THEN article.address
        WHEN starts_with(article.path, '/') AND NOT contains(article.path, '#') THEN article.path
        ELSE article.id
    END
    ORDER BY coalesce(article.as_of, article.published, ''), article.published NULLS FIRST, article.id
)
ORDER BY article.id;

-- The files whose text another one holds are listed with those that could not be read.
INSERT INTO rejects BY NAME
SELECT reject.* EXCLUDE (filename)
FROM read_parquet($rejects, filename = true) AS reject
JOIN scratch.settled AS settled
  ON settled.source = reject.source AND settled.shard = parse_dirpath(reject.filename)
UNION ALL BY NAME
SELECT article.path, article.source, 'duplicate' AS code,
       'the same text from the same address as ' || kept.path AS reason
FROM read_parquet($articles, filename = true) AS article
JOIN scratch.settled AS settled
  ON settled.source = article.source AND settled.shard = parse_dirpath(article.filename)
JOIN scratch.kept AS kept ON kept.id = article.id AND kept.source <> article.source
ORDER BY path, source, code, reason;

INSERT INTO mentions BY NAME
SELECT found.* EXCLUDE (filename, read_from)
FROM read_parquet($mentions, filename = true) AS found
JOIN scratch.kept AS kept ON kept.source = found.read_from AND kept.shard = parse_dirpath(found.filename)
ORDER BY found.article, "start", "end", id;

INSERT INTO scratch.links BY NAME
SELECT found.* EXCLUDE (filename, read_from)
FROM read_parquet($links, filename = true) AS found
JOIN scratch.kept AS kept ON kept.source = found.read_from AND kept.shard = parse_dirpath(found.filename)
ORDER BY found.article, mention, actor, reason;

INSERT INTO roles BY NAME
SELECT found.* EXCLUDE (filename, read_from)
FROM read_parquet($roles, filename = true) AS found
JOIN scratch.kept AS kept ON kept.source = found.read_from AND kept.shard = parse_dirpath(found.filename)
ORDER BY found.article, "start", "end", person, office, state;

INSERT INTO times BY NAME
SELECT found.* EXCLUDE (filename, read_from)
FROM read_parquet($times, filename = true) AS found
JOIN scratch.kept AS kept ON kept.source = found.read_from AND kept.shard = parse_dirpath(found.filename)
ORDER BY found.article, "start", "end", "on";

INSERT INTO scratch.statements BY NAME
SELECT found.* EXCLUDE (filename, read_from)
FROM read_parquet($statements, filename = true) AS found
JOIN scratch.kept AS kept ON kept.source = found.read_from AND kept.shard = parse_dirpath(found.filename)
ORDER BY found.article, "start", "end", id;

INSERT INTO forecasts BY NAME
SELECT found.* EXCLUDE (filename, read_from)
FROM read_parquet($forecasts, filename = true) AS found
JOIN scratch.kept AS kept ON kept.source = found.read_from AND kept.shard = parse_dirpath(found.filename)
ORDER BY found.article, "start", "end", id;

INSERT INTO scratch.events BY NAME
SELECT found.* EXCLUDE (filename, read_from)
FROM read_parquet($events, filename = true) AS found
JOIN scratch.kept AS kept ON kept.source = found.read_from AND kept.shard = parse_dirpath(found.filename)
ORDER BY found.article, "start", "end", id;

INSERT INTO commitments BY NAME
SELECT found.* EXCLUDE (filename, read_from)
FROM read_parquet($commitments, filename = true) AS found
JOIN scratch.kept AS kept ON kept.source = found.read_from AND kept.shard = parse_dirpath(found.filename)
ORDER BY found.article, "start", "end", id;
