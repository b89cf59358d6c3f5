-- What the corpus step would take up, as the single articles gave it.
INSERT INTO statements SELECT * FROM scratch.statements;
INSERT INTO events SELECT * FROM scratch.events;
