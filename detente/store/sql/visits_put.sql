-- SQLite. An address was looked at.
INSERT INTO visits (address, checked, etag, modified, digest)
VALUES (:address, :checked, :etag, :modified, :digest)
ON CONFLICT (address) DO UPDATE SET
    checked = excluded.checked, etag = excluded.etag, modified = excluded.modified,
    digest = coalesce(excluded.digest, digest)
