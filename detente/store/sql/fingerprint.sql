-- One hash of all rows of all tables, whatever order they lie in; meta, which tells how the store was made, left out.
SELECT sha256(string_agg(row_hash, '' ORDER BY row_hash)) AS fingerprint
FROM (
    SELECT sha256('articles' || to_json(t)::VARCHAR) AS row_hash FROM articles AS t
    UNION ALL SELECT sha256('rejects' || to_json(t)::VARCHAR) FROM rejects AS t
    UNION ALL SELECT sha256('mentions' || to_json(t)::VARCHAR) FROM mentions AS t
    UNION ALL SELECT sha256('links' || to_json(t)::VARCHAR) FROM links AS t
    UNION ALL SELECT sha256('roles' || to_json(t)::VARCHAR) FROM roles AS t
    UNION ALL SELECT sha256('times' || to_json(t)::VARCHAR) FROM times AS t
    UNION ALL SELECT sha256('statements' || to_json(t)::VARCHAR) FROM statements AS t
    UNION ALL SELECT sha256('forecasts' || to_json(t)::VARCHAR) FROM forecasts AS t
    UNION ALL SELECT sha256('events' || to_json(t)::VARCHAR) FROM events AS t
    UNION ALL SELECT sha256('commitments' || to_json(t)::VARCHAR) FROM commitments AS t
    UNION ALL SELECT sha256('retellings' || to_json(t)::VARCHAR) FROM retellings AS t
    UNION ALL SELECT sha256('pairs' || to_json(t)::VARCHAR) FROM pairs AS t
    UNION ALL SELECT sha256('stories' || to_json(t)::VARCHAR) FROM stories AS t
)
