-- How many rows each table holds that comes from the shards as it is, and a hash of them whatever their order; of those
-- that the corpus step fills in, of their ids.
SELECT 'articles' AS "table", count(*) AS "rows", bit_xor(hash(to_json(t)::VARCHAR)) AS print FROM articles AS t
UNION ALL SELECT 'rejects', count(*), bit_xor(hash(to_json(t)::VARCHAR)) FROM rejects AS t
UNION ALL SELECT 'mentions', count(*), bit_xor(hash(to_json(t)::VARCHAR)) FROM mentions AS t
UNION ALL SELECT 'roles', count(*), bit_xor(hash(to_json(t)::VARCHAR)) FROM roles AS t
UNION ALL SELECT 'times', count(*), bit_xor(hash(to_json(t)::VARCHAR)) FROM times AS t
UNION ALL SELECT 'forecasts', count(*), bit_xor(hash(to_json(t)::VARCHAR)) FROM forecasts AS t
UNION ALL SELECT 'commitments', count(*), bit_xor(hash(to_json(t)::VARCHAR)) FROM commitments AS t
UNION ALL SELECT 'statements', count(*), bit_xor(hash(id || ' ' || article || ' ' || content)) FROM statements
UNION ALL SELECT 'events', count(*), bit_xor(hash(id || ' ' || article || ' ' || content)) FROM events
ORDER BY "table"
