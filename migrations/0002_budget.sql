-- The reply window as a budget: what is told unasked is merged, held, told late in one message, or told by other means.

-- platform ------------------------------------------------------------------------------------------------------------

-- When the named administrators were sent a card about it.
ALTER TABLE alarms ADD COLUMN told_at timestamptz;
CREATE INDEX alarms_untold ON alarms (raised_at) WHERE told_at IS NULL;

-- talk/outbox ---------------------------------------------------------------------------------------------------------

-- Told unasked, and how much it weighs; null for an answer to the person's own word.
ALTER TABLE outbound ADD COLUMN push jsonb;
-- Was held until the person's next word, which has come: told after the answer to it.
ALTER TABLE outbound ADD COLUMN away boolean NOT NULL DEFAULT false;
-- The message that was made of this row and others. What becomes of that message becomes of each of them.
ALTER TABLE outbound ADD COLUMN carried_by text REFERENCES outbound (id);
ALTER TABLE outbound DROP CONSTRAINT outbound_state_check;
ALTER TABLE outbound ADD CONSTRAINT outbound_state_check
  CHECK (state IN ('queued', 'held', 'carried', 'accepted', 'given_up'));
CREATE INDEX outbound_carried ON outbound (carried_by) WHERE carried_by IS NOT NULL;

CREATE TABLE preferences (
  conversation_id text PRIMARY KEY REFERENCES conversations (id),
  -- What the person wants to be told unasked: everything, or only decisions (answer, close, return).
  pushes          text NOT NULL CHECK (pushes IN ('all', 'decisions')),
  -- The platform objected to what was said here: this person's words are not repeated to them any more.
  no_echo         boolean NOT NULL,
  changed_at      timestamptz NOT NULL
);

-- case/notify ---------------------------------------------------------------------------------------------------------

-- A notice that no message could tell in time: somebody has to tell it by telephone or on paper.
CREATE TABLE contact_tasks (
  id             text PRIMARY KEY,
  notice_id      text NOT NULL UNIQUE REFERENCES notices (id),
  ticket_id      text NOT NULL REFERENCES tickets (id),
  office         text NOT NULL REFERENCES offices (id),
  -- The step that is to be told.
  step           text NOT NULL,
  reason         text NOT NULL,
  made_at        timestamptz NOT NULL,
  -- texting: a text message is tried first · open: staff have to tell it · done
  state          text NOT NULL CHECK (state IN ('texting', 'open', 'done')),
  attempts       integer NOT NULL DEFAULT 0,
  not_before     timestamptz NOT NULL,
  done_at        timestamptz,
  done_by        text,
  means          text CHECK (means IN ('message', 'phone', 'paper')),
  note           text
);
CREATE INDEX contact_tasks_texting ON contact_tasks (not_before) WHERE state = 'texting';
CREATE INDEX contact_tasks_ticket ON contact_tasks (ticket_id, made_at);
CREATE INDEX notices_untold ON notices (created_at) WHERE state = 'sent' AND audience = 'citizen';
