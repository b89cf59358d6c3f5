-- The statements of one article, in the order of its words.
SELECT id, "start", "end", content, kind, mode, source, cue, speaker, actor, relay, venue, said_on, about, stance,
       negated, certainty, confidence, utterance, parent
FROM statements
WHERE article = $article
ORDER BY "start", "end", id
