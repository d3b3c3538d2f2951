-- Truth of the service. Redis holds nothing that cannot be rebuilt from here.
-- No statement uses the database's clock: every instant is a parameter, so that one injected clock rules service and tests.

-- platform ------------------------------------------------------------------------------------------------------------

-- Facts of this installation that are made once and never change (the key of the number permutation, for one).
CREATE TABLE settings (
  name  text PRIMARY KEY,
  value text NOT NULL
);

-- Something a person has to look at. Raised by any room; shown to a named administrator.
CREATE TABLE alarms (
  id         text PRIMARY KEY,
  kind       text NOT NULL,
  subject    text NOT NULL,
  detail     jsonb NOT NULL,
  raised_at  timestamptz NOT NULL,
  -- One open alarm for one cause: a broken secret must not write a row a second.
  dedupe_key text NOT NULL UNIQUE
);

-- talk/channel --------------------------------------------------------------------------------------------------------

CREATE TABLE channel_tokens (
  key             text PRIMARY KEY,
  token           text,
  expires_at      timestamptz,
  -- Who is fetching a new one now, until when: one flight for one secret across processes.
  refreshing_by   text,
  refreshing_till timestamptz
);

-- talk/inbox ----------------------------------------------------------------------------------------------------------

-- One row per customer-service account: how far its log has been read.
CREATE TABLE inbox_cursors (
  account       text PRIMARY KEY,
  cursor        text,
  pulled_at     timestamptz,
  -- After 45009 the account is left alone until then.
  blocked_until timestamptz,
  -- The same for calls without a doorbell's token, which stand under a stricter limit of their own.
  poll_blocked_until timestamptz,
  -- One puller at a time: a lease, because the pull itself is network and must not sit inside a transaction.
  leased_by     text,
  leased_until  timestamptz
);

CREATE TABLE conversations (
  id               text PRIMARY KEY,
  channel          text NOT NULL,
  account          text NOT NULL,
  peer             text NOT NULL,
  created_at       timestamptz NOT NULL,
  revision         integer NOT NULL DEFAULT 0,
  session          jsonb,
  -- Turns that failed in a row: after some the messages are set aside and a person is told.
  turn_failures    integer NOT NULL DEFAULT 0,
  -- Reply window: 48 hours and 5 messages since the customer's last word (wecom.md §3.5).
  last_inbound_at  timestamptz,
  sent_since       integer NOT NULL DEFAULT 0,
  -- Session state of the platform as last seen (wecom.md §3.7); null = ask before sending.
  service_state    smallint,
  -- One deliverer at a time keeps the order of what a person reads.
  leased_by        text,
  leased_until     timestamptz,
  UNIQUE (channel, account, peer)
);

CREATE TABLE inbound (
  seq             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  channel         text NOT NULL,
  account         text NOT NULL,
  platform_id     text NOT NULL,
  conversation_id text REFERENCES conversations (id),
  -- customer, servicer or system (origin 3, 5, 4)
  author          text NOT NULL,
  kind            text NOT NULL,
  body            jsonb NOT NULL,
  sent_at         timestamptz NOT NULL,
  received_at     timestamptz NOT NULL,
  -- pending: waits for its turn · handled · kept: recorded, needs no turn · recalled: taken back by its author
  state           text NOT NULL CHECK (state IN ('pending', 'handled', 'kept', 'recalled')),
  handled_at      timestamptz,
  UNIQUE (channel, account, platform_id)
);
CREATE INDEX inbound_pending ON inbound (conversation_id, seq) WHERE state = 'pending';

-- Events that cannot be pulled again (a card click, a staff message): stored before the callback is answered.
CREATE TABLE platform_events (
  id          text PRIMARY KEY,
  dedupe_key  text NOT NULL UNIQUE,
  kind        text NOT NULL,
  body        jsonb NOT NULL,
  received_at timestamptz NOT NULL,
  state       text NOT NULL CHECK (state IN ('pending', 'handled', 'failed')),
  attempts    integer NOT NULL DEFAULT 0,
  handled_at  timestamptz,
  last_error  text
);
CREATE INDEX platform_events_pending ON platform_events (received_at) WHERE state = 'pending';

-- Files that came with a message; fetched apart from the turn, within the platform's three days.
CREATE TABLE media (
  id              text PRIMARY KEY,
  inbound_seq     bigint NOT NULL UNIQUE REFERENCES inbound (seq),
  conversation_id text NOT NULL REFERENCES conversations (id),
  kind            text NOT NULL,
  platform_media  text NOT NULL,
  state           text NOT NULL CHECK (state IN ('pending', 'stored', 'failed')),
  reason          text,
  attempts        integer NOT NULL DEFAULT 0,
  not_before      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  blob_key        text,
  content_type    text,
  bytes           bigint,
  sha256          text,
  file_name       text
);
CREATE INDEX media_pending ON media (not_before) WHERE state = 'pending';

-- talk/dialogue -------------------------------------------------------------------------------------------------------

-- Which version of the privacy notice a person was shown, and when (PIPL 17).
CREATE TABLE privacy_notices (
  conversation_id text NOT NULL REFERENCES conversations (id),
  notice_version  text NOT NULL,
  shown_at        timestamptz NOT NULL,
  PRIMARY KEY (conversation_id, notice_version)
);

-- talk/outbox ---------------------------------------------------------------------------------------------------------

CREATE TABLE outbound (
  -- Also the platform message id of every attempt: a resend after a crash is recognised as the same message (95033).
  id              text PRIMARY KEY,
  seq             bigint GENERATED ALWAYS AS IDENTITY,
  conversation_id text NOT NULL REFERENCES conversations (id),
  -- What made it, so that one cause can never speak twice: turn/<inbound seq>/<n>, notice/<id>/<n>.
  cause           text NOT NULL UNIQUE,
  body            jsonb NOT NULL,
  created_at      timestamptz NOT NULL,
  not_before      timestamptz NOT NULL,
  state           text NOT NULL CHECK (state IN ('queued', 'held', 'accepted', 'given_up')),
  -- Why it is held or given up.
  reason          text,
  attempts        integer NOT NULL DEFAULT 0,
  accepted_at     timestamptz,
  -- The platform took it and failed later (msg_send_fail).
  failed_at       timestamptz,
  fail_type       integer
);
CREATE INDEX outbound_open ON outbound (conversation_id, seq) WHERE state IN ('queued', 'held');
CREATE INDEX outbound_due ON outbound (not_before) WHERE state = 'queued';

-- case/org ------------------------------------------------------------------------------------------------------------

-- Lists keep the order of the file they came from: routing takes the first of equals.
CREATE TABLE places (
  id       text PRIMARY KEY,
  position integer NOT NULL,
  name     text NOT NULL,
  level    text NOT NULL,
  parent   text REFERENCES places (id) DEFERRABLE INITIALLY DEFERRED,
  aliases  jsonb NOT NULL
);

CREATE TABLE offices (
  id       text PRIMARY KEY,
  position integer NOT NULL,
  name     text NOT NULL,
  kind     text NOT NULL,
  parent   text REFERENCES offices (id) DEFERRABLE INITIALLY DEFERRED,
  place    text NOT NULL REFERENCES places (id),
  phone    text NOT NULL,
  address  text NOT NULL,
  hours    text NOT NULL
);

CREATE TABLE staff (
  userid     text PRIMARY KEY,
  position   integer NOT NULL,
  name       text NOT NULL,
  office     text NOT NULL REFERENCES offices (id),
  role       text NOT NULL,
  substitute text REFERENCES staff (userid) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX staff_office ON staff (office);

CREATE TABLE routes (
  position integer PRIMARY KEY,
  category text NOT NULL,
  place    text REFERENCES places (id),
  kind     text,
  office   text NOT NULL REFERENCES offices (id)
);

-- case/intake ---------------------------------------------------------------------------------------------------------

CREATE TABLE complaints (
  id          text PRIMARY KEY,
  -- One filing, one complaint: the cause that filed it (turn/<conversation>/<inbound seq>).
  cause       text NOT NULL UNIQUE,
  -- Whom to tell, opaque to this side: the talking side gave it and understands it.
  reporter    text NOT NULL,
  channel     text NOT NULL,
  received_at timestamptz NOT NULL,
  filed_at    timestamptz NOT NULL,
  -- The citizen's own words, in order, never edited.
  words       jsonb NOT NULL,
  facts       jsonb NOT NULL,
  -- Name, phone and address, sealed with DATA_KEYS.
  contact     text,
  notice_version text NOT NULL
);
CREATE INDEX complaints_reporter ON complaints (reporter, filed_at);

CREATE TABLE demands (
  complaint_id text NOT NULL REFERENCES complaints (id),
  n            integer NOT NULL,
  text         text NOT NULL,
  PRIMARY KEY (complaint_id, n)
);

CREATE TABLE attachments (
  complaint_id text NOT NULL REFERENCES complaints (id),
  n            integer NOT NULL,
  -- The talking side's media id; the file is found through it.
  media        text NOT NULL,
  PRIMARY KEY (complaint_id, n),
  UNIQUE (media)
);

-- What was added after filing. The words of the complaint stay as they were.
CREATE TABLE supplements (
  id           text PRIMARY KEY,
  complaint_id text NOT NULL REFERENCES complaints (id),
  cause        text NOT NULL UNIQUE,
  words        text NOT NULL,
  added_at     timestamptz NOT NULL
);
CREATE INDEX supplements_complaint ON supplements (complaint_id, added_at);

-- case/understand -----------------------------------------------------------------------------------------------------

CREATE TABLE classifications (
  complaint_id  text PRIMARY KEY REFERENCES complaints (id),
  model_version text NOT NULL,
  suggested     jsonb NOT NULL,
  unsure        boolean NOT NULL,
  chosen        text,
  -- citizen, staff, or null while nobody has confirmed
  chosen_by     text
);

-- case/ticket ---------------------------------------------------------------------------------------------------------

CREATE SEQUENCE ticket_numbers;

CREATE TABLE tickets (
  id              text PRIMARY KEY,
  complaint_id    text NOT NULL UNIQUE REFERENCES complaints (id),
  number          text NOT NULL UNIQUE,
  query_salt      text NOT NULL,
  query_hash      text NOT NULL,
  -- The matter as the transition knows it (states.ts).
  state           text NOT NULL,
  kind            text NOT NULL,
  way             smallint,
  channel         text NOT NULL,
  received_at     timestamptz NOT NULL,
  petition_office text NOT NULL REFERENCES offices (id),
  office          text NOT NULL REFERENCES offices (id),
  marks           jsonb NOT NULL,
  hand_overs      integer NOT NULL,
  revision        integer NOT NULL,
  -- Profile and rules that hold for this matter for as long as it lives.
  profile         text NOT NULL,
  rules_version   text NOT NULL,
  category        text,
  place           text REFERENCES places (id),
  -- How the first office was found: category+place, category, place, superior, fallback.
  routed_by       text NOT NULL,
  -- Offices complained of, with their subordinates: the matter never goes there (article 30).
  barred          jsonb NOT NULL,
  registered_at   timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL
);
CREATE INDEX tickets_office ON tickets (office, state, registered_at);

CREATE TABLE ticket_events (
  seq       bigint GENERATED ALWAYS AS IDENTITY,
  id        text PRIMARY KEY,
  ticket_id text NOT NULL REFERENCES tickets (id),
  n         integer NOT NULL,
  type      text NOT NULL,
  at        timestamptz NOT NULL,
  actor     jsonb NOT NULL,
  data      jsonb NOT NULL,
  -- Which clocks the event starts, stops and reopens, as the rules in force at that time said.
  clocks    jsonb NOT NULL,
  UNIQUE (ticket_id, n)
);

CREATE TABLE ticket_clocks (
  ticket_id   text NOT NULL REFERENCES tickets (id),
  rule        text NOT NULL,
  started_at  timestamptz NOT NULL,
  due         date NOT NULL,
  article     text NOT NULL,
  provisional boolean NOT NULL,
  met_at      timestamptz,
  PRIMARY KEY (ticket_id, rule)
);
CREATE INDEX ticket_clocks_due ON ticket_clocks (due) WHERE met_at IS NULL;

-- Wrong tries at a query code, for limiting them.
CREATE TABLE query_tries (
  id        text PRIMARY KEY,
  asker     text NOT NULL,
  number    text NOT NULL,
  tried_at  timestamptz NOT NULL
);
CREATE INDEX query_tries_asker ON query_tries (asker, tried_at);
CREATE INDEX query_tries_number ON query_tries (number, tried_at);

-- case/notify ---------------------------------------------------------------------------------------------------------

-- What somebody has to be told because of an event. Written with the event; the app turns it into messages.
CREATE TABLE notices (
  id           text PRIMARY KEY,
  ticket_id    text NOT NULL REFERENCES tickets (id),
  event_id     text NOT NULL REFERENCES ticket_events (id),
  audience     text NOT NULL CHECK (audience IN ('citizen', 'staff')),
  -- citizen: the reporter reference; staff: the office
  recipient    text NOT NULL,
  template     text NOT NULL,
  -- Of the messages that carry it (outbound.cause without its last part): what becomes of them becomes of it.
  cause        text NOT NULL,
  data         jsonb NOT NULL,
  created_at   timestamptz NOT NULL,
  -- planned: not yet handed to a channel · sent: handed over · told · not_told: nobody could be reached that way
  state        text NOT NULL CHECK (state IN ('planned', 'sent', 'told', 'not_told')),
  reason       text,
  updated_at   timestamptz NOT NULL,
  UNIQUE (event_id, audience, recipient, template)
);
CREATE INDEX notices_planned ON notices (created_at) WHERE state = 'planned';
CREATE INDEX notices_cause ON notices (cause);
CREATE INDEX notices_ticket ON notices (ticket_id, created_at);

-- talk/outbox: cards to staff -----------------------------------------------------------------------------------------

CREATE TABLE cards (
  -- Also the task_id of the card.
  id            text PRIMARY KEY,
  cause         text NOT NULL UNIQUE,
  -- What the card is about, opaque here (a ticket id).
  subject       text NOT NULL,
  body          jsonb NOT NULL,
  created_at    timestamptz NOT NULL,
  not_before    timestamptz NOT NULL,
  state         text NOT NULL CHECK (state IN ('queued', 'sent', 'given_up')),
  reason        text,
  attempts      integer NOT NULL DEFAULT 0,
  sent_at       timestamptz,
  platform_id   text,
  -- Single use, 72 hours (wecom.md §4.4).
  response_code text
);
CREATE INDEX cards_due ON cards (not_before) WHERE state = 'queued';
CREATE INDEX cards_subject ON cards (subject, created_at);

CREATE TABLE card_recipients (
  card_id text NOT NULL REFERENCES cards (id),
  userid  text NOT NULL,
  -- invalid: errcode 0 and the member in invaliduser means that nobody was told (wecom.md §4.1)
  state   text NOT NULL CHECK (state IN ('queued', 'sent', 'invalid')),
  PRIMARY KEY (card_id, userid)
);

-- A change of cards already sent: after an act, for everybody who got one.
CREATE TABLE card_updates (
  id            text PRIMARY KEY,
  cause         text NOT NULL UNIQUE,
  card_id       text NOT NULL REFERENCES cards (id),
  -- The text that takes the place of the buttons.
  label         text NOT NULL,
  -- From a click; else the card's own code is used once.
  response_code text,
  created_at    timestamptz NOT NULL,
  not_before    timestamptz NOT NULL,
  state         text NOT NULL CHECK (state IN ('queued', 'done', 'given_up')),
  reason        text,
  attempts      integer NOT NULL DEFAULT 0
);
CREATE INDEX card_updates_due ON card_updates (not_before) WHERE state = 'queued';

-- desk ----------------------------------------------------------------------------------------------------------------

CREATE TABLE staff_sessions (
  -- Hash of the cookie's value: a copy of this table opens nothing.
  id_hash    text PRIMARY KEY,
  userid     text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE TABLE login_states (
  state      text PRIMARY KEY,
  browser    text NOT NULL,
  return_to  text NOT NULL,
  expires_at timestamptz NOT NULL
);

-- Who read a matter that names a citizen.
CREATE TABLE reads (
  id        text PRIMARY KEY,
  ticket_id text NOT NULL REFERENCES tickets (id),
  userid    text NOT NULL,
  at        timestamptz NOT NULL
);
CREATE INDEX reads_ticket ON reads (ticket_id, at);
