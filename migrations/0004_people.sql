-- People beside the bot: who of the office holds a conversation, names, entry links, voices that somebody has to write down.

-- talk/inbox ----------------------------------------------------------------------------------------------------------

-- Who of the office talks with the person, while one does.
ALTER TABLE conversations ADD COLUMN servicer text;
-- Name in WeChat, sealed; when it was last asked for (the platform tells it for 48 hours after a word).
ALTER TABLE conversations ADD COLUMN nickname text;
ALTER TABLE conversations ADD COLUMN nickname_asked_at timestamptz;
-- The entry link the person came by last (wecom.md §3.8).
ALTER TABLE conversations ADD COLUMN scene text;
ALTER TABLE conversations ADD COLUMN scene_param text;
-- Which servicer wrote it.
ALTER TABLE inbound ADD COLUMN servicer text;
CREATE INDEX inbound_kept ON inbound (conversation_id, sent_at) WHERE state = 'kept';

-- A voice that has to become words: heard by a machine and then confirmed by the citizen, or written down by staff.
CREATE TABLE transcription_tasks (
  media_id        text PRIMARY KEY REFERENCES media (id),
  conversation_id text NOT NULL REFERENCES conversations (id),
  made_at         timestamptz NOT NULL,
  -- listening: a machine is to hear it · asked: read back, not yet confirmed · staff: a person is to write it down ·
  -- confirmed: the citizen said that it is right · done: staff wrote it down · dropped: taken back, or said to a person
  state           text NOT NULL CHECK (state IN ('listening', 'asked', 'staff', 'confirmed', 'done', 'dropped')),
  not_before      timestamptz NOT NULL,
  attempts        integer NOT NULL DEFAULT 0,
  reason          text,
  -- What was heard or written down; in no matter before it is confirmed or done.
  words           text,
  -- Turns taken when it was read back: a typed "right" answers it only while no other question came after it.
  asked_revision  integer,
  done_by         text,
  done_at         timestamptz
);
CREATE INDEX transcription_tasks_listening ON transcription_tasks (not_before) WHERE state = 'listening';
CREATE INDEX transcription_tasks_asked ON transcription_tasks (conversation_id) WHERE state = 'asked';

-- talk/outbox ---------------------------------------------------------------------------------------------------------

-- Members who serve a customer-service account, as last seen; the platform's own list is asked before a hand-over.
CREATE TABLE servicers (
  account  text NOT NULL,
  userid   text NOT NULL,
  serving  boolean NOT NULL,
  seen_at  timestamptz NOT NULL,
  -- Last conversation given: the one who waited longest is next.
  given_at timestamptz,
  PRIMARY KEY (account, userid)
);

-- A citizen asked for a person. Carried out apart from the turn, because the platform has to be asked.
CREATE TABLE hand_overs (
  id              text PRIMARY KEY,
  cause           text NOT NULL UNIQUE,
  conversation_id text NOT NULL REFERENCES conversations (id),
  asked_at        timestamptz NOT NULL,
  not_before      timestamptz NOT NULL,
  attempts        integer NOT NULL DEFAULT 0,
  -- given: to one servicer · pooled: waits for one · already: a person had it · nobody: phone and hours were told instead
  state           text NOT NULL CHECK (state IN ('wanted', 'given', 'pooled', 'already', 'nobody')),
  servicer        text,
  reason          text,
  settled_at      timestamptz
);
CREATE INDEX hand_overs_wanted ON hand_overs (not_before) WHERE state = 'wanted';

-- case/org ------------------------------------------------------------------------------------------------------------

-- Entry links that were made: a poster in a village, the page of an office.
CREATE TABLE entry_scenes (
  account text NOT NULL,
  scene   text NOT NULL CHECK (scene ~ '^[0-9A-Za-z_-]{1,32}$'),
  place   text REFERENCES places (id),
  office  text REFERENCES offices (id),
  url     text NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (account, scene)
);

-- case/intake ---------------------------------------------------------------------------------------------------------

-- A supplement that staff wrote down from a voice: by whom, from which file.
ALTER TABLE supplements ADD COLUMN transcribed_by text;
ALTER TABLE supplements ADD COLUMN media text;
