-- Filings that were begun and not submitted, complaints made of them, and how far people come in each dialogue.

-- talk/dialogue -------------------------------------------------------------------------------------------------------

-- One row while a conversation holds a filing that is not submitted: its timers, found by the sweep. What was begun before
-- gets its row with its author's next word, in the turn that shows the privacy notice that speaks of it.
CREATE TABLE drafts (
  conversation_id text PRIMARY KEY REFERENCES conversations (id),
  -- Names what is done of it, so that it is done once: reminder/<id>, draft/<id>.
  id              text NOT NULL UNIQUE,
  -- Nothing was answered yet: nobody is reminded of it, and it is deleted instead of registered.
  empty           boolean NOT NULL,
  -- The person's last word.
  touched_at      timestamptz NOT NULL,
  reminded_at     timestamptz
);
CREATE INDEX drafts_touched ON drafts (touched_at);

-- Counters without words or persons. Several slots, because turns side by side would wait for one row.
CREATE TABLE flow_steps (
  day     date NOT NULL,
  flow    text NOT NULL,
  version integer NOT NULL,
  step    text NOT NULL,
  what    text NOT NULL CHECK (what IN ('reached', 'answered', 'wrong', 'skipped', 'left')),
  -- answered: how long it took (a bucket) · left: by what
  how     text NOT NULL,
  slot    smallint NOT NULL,
  n       bigint NOT NULL,
  PRIMARY KEY (day, flow, version, step, what, how, slot)
);

-- case/intake ---------------------------------------------------------------------------------------------------------

-- Registered from a draft that its author never submitted, and what was still to be asked (keys of fields).
ALTER TABLE complaints
  ADD COLUMN incomplete boolean NOT NULL DEFAULT false,
  ADD COLUMN missing jsonb NOT NULL DEFAULT '[]';
