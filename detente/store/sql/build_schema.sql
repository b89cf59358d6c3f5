-- One table per noun of detente/model.py, a column per field (a test holds the two together).

CREATE TABLE meta (
    "key"   VARCHAR NOT NULL,
    "value" VARCHAR NOT NULL
);

CREATE TABLE articles (
    id          VARCHAR NOT NULL,
    path        VARCHAR NOT NULL,
    address     VARCHAR NOT NULL,
    source      VARCHAR NOT NULL,
    media_type  VARCHAR NOT NULL,
    "text"      VARCHAR NOT NULL,
    title       VARCHAR,
    author      VARCHAR,
    outlet      VARCHAR,
    published   VARCHAR,
    "language"  VARCHAR NOT NULL,
    boilerplate STRUCT("start" BIGINT, "end" BIGINT)[] NOT NULL,
    words       BIGINT NOT NULL,
    as_of       VARCHAR,
    version     BIGINT NOT NULL,
    supersedes  VARCHAR,
    superseded_by VARCHAR
);

CREATE TABLE rejects (
    path   VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    code   VARCHAR NOT NULL,
    reason VARCHAR NOT NULL
);

CREATE TABLE mentions (
    id      VARCHAR NOT NULL,
    article VARCHAR NOT NULL,
    "start" BIGINT NOT NULL,
    "end"   BIGINT NOT NULL,
    "text"  VARCHAR NOT NULL,
    kind    VARCHAR NOT NULL,
    entity  VARCHAR NOT NULL,
    "name"  VARCHAR NOT NULL,
    title   VARCHAR
);

CREATE TABLE links (
    mention VARCHAR NOT NULL,
    article VARCHAR NOT NULL,
    actor   VARCHAR NOT NULL,
    "name"  VARCHAR NOT NULL,
    state   VARCHAR,
    reason  VARCHAR NOT NULL,
    score   DOUBLE NOT NULL
);

CREATE TABLE roles (
    article VARCHAR NOT NULL,
    "start" BIGINT NOT NULL,
    "end"   BIGINT NOT NULL,
    person  VARCHAR NOT NULL,
    office  VARCHAR NOT NULL,
    state   VARCHAR
);

CREATE TABLE times (
    article     VARCHAR NOT NULL,
    "start"     BIGINT NOT NULL,
    "end"       BIGINT NOT NULL,
    "text"      VARCHAR NOT NULL,
    "on"        VARCHAR,
    "precision" VARCHAR
);

CREATE TABLE statements (
    id                VARCHAR NOT NULL,
    article           VARCHAR NOT NULL,
    "start"           BIGINT NOT NULL,
    "end"             BIGINT NOT NULL,
    content           VARCHAR NOT NULL,
    pieces            STRUCT("start" BIGINT, "end" BIGINT)[] NOT NULL,
    kind              VARCHAR NOT NULL,
    source            STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR),
    cue               STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR),
    speaker           VARCHAR,
    actor             VARCHAR,
    relay             VARCHAR[] NOT NULL,
    said_on           VARCHAR,
    said_on_precision VARCHAR,
    about             VARCHAR[] NOT NULL,
    confidence        DOUBLE NOT NULL,
    utterance         VARCHAR,
    parent            VARCHAR,
    speaker_mention   VARCHAR,
    relay_mentions    VARCHAR[] NOT NULL,
    mode              VARCHAR NOT NULL,
    venue             VARCHAR,
    stance            VARCHAR[] NOT NULL,
    negated           BOOLEAN NOT NULL,
    certainty         VARCHAR NOT NULL,
    utterance_reason  VARCHAR
);

CREATE TABLE forecasts (
    id          VARCHAR NOT NULL,
    article     VARCHAR NOT NULL,
    "start"     BIGINT NOT NULL,
    "end"       BIGINT NOT NULL,
    content     VARCHAR NOT NULL,
    holder      VARCHAR NOT NULL,
    wording     VARCHAR NOT NULL,
    "condition" VARCHAR,
    confidence  DOUBLE NOT NULL,
    statement   VARCHAR
);

CREATE TABLE events (
    id          VARCHAR NOT NULL,
    article     VARCHAR NOT NULL,
    "start"     BIGINT NOT NULL,
    "end"       BIGINT NOT NULL,
    content     VARCHAR NOT NULL,
    "type"      VARCHAR NOT NULL,
    mode        VARCHAR,
    context     VARCHAR[] NOT NULL,
    cameo       VARCHAR,
    source      VARCHAR[] NOT NULL,
    target      VARCHAR[] NOT NULL,
    "date"      VARCHAR,
    "precision" VARCHAR,
    place       VARCHAR,
    status      VARCHAR NOT NULL,
    intensity   DOUBLE NOT NULL,
    confidence  DOUBLE NOT NULL,
    statement   VARCHAR,
    happening   VARCHAR
);

CREATE TABLE commitments (
    id            VARCHAR NOT NULL,
    article       VARCHAR NOT NULL,
    "start"       BIGINT NOT NULL,
    "end"         BIGINT NOT NULL,
    content       VARCHAR NOT NULL,
    kind          VARCHAR NOT NULL,
    parties       VARCHAR[] NOT NULL,
    subject       VARCHAR NOT NULL,
    due           VARCHAR,
    due_precision VARCHAR,
    confidence    DOUBLE NOT NULL,
    statement     VARCHAR,
    event         VARCHAR
);

CREATE TABLE retellings (
    a       VARCHAR NOT NULL,
    a_start BIGINT NOT NULL,
    a_end   BIGINT NOT NULL,
    b       VARCHAR NOT NULL,
    b_start BIGINT NOT NULL,
    b_end   BIGINT NOT NULL,
    score   DOUBLE NOT NULL
);

CREATE TABLE pairs (
    a           VARCHAR NOT NULL,
    b           VARCHAR NOT NULL,
    probability DOUBLE NOT NULL,
    share_a     DOUBLE NOT NULL,
    share_b     DOUBLE NOT NULL,
    kind        VARCHAR NOT NULL,
    first       VARCHAR,
    a_first     DOUBLE NOT NULL,
    reason      VARCHAR NOT NULL
);

CREATE TABLE stories (
    id      VARCHAR NOT NULL,
    title   VARCHAR NOT NULL,
    article VARCHAR NOT NULL
);

-- For the build alone, never published: which shard settles a source, which source an article is taken from, and what
-- each article gave before the rest of the corpus was looked at.
CREATE TABLE scratch.settled (source VARCHAR NOT NULL, shard VARCHAR NOT NULL);
CREATE TABLE scratch.kept (id VARCHAR NOT NULL, source VARCHAR NOT NULL, path VARCHAR NOT NULL, shard VARCHAR NOT NULL);
CREATE TABLE scratch.links AS SELECT * FROM links;
CREATE TABLE scratch.statements AS SELECT * FROM statements;
CREATE TABLE scratch.events AS SELECT * FROM events;
