-- What the migrations make, in the order of names. Written by `npm run schema`; a test compares. Do not edit.

CREATE SEQUENCE ticket_numbers AS bigint START 1 INCREMENT 1;

CREATE TABLE alarms (
  id text NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  detail jsonb NOT NULL,
  raised_at timestamp with time zone NOT NULL,
  dedupe_key text NOT NULL,
  told_at timestamp with time zone,
  CONSTRAINT alarms_pkey PRIMARY KEY (id),
  CONSTRAINT alarms_dedupe_key_key UNIQUE (dedupe_key)
);

CREATE TABLE attachments (
  complaint_id text NOT NULL,
  n integer NOT NULL,
  media text NOT NULL,
  CONSTRAINT attachments_pkey PRIMARY KEY (complaint_id, n),
  CONSTRAINT attachments_once UNIQUE (complaint_id, media),
  CONSTRAINT attachments_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES complaints(id)
);

CREATE TABLE card_recipients (
  card_id text NOT NULL,
  userid text NOT NULL,
  state text NOT NULL,
  CONSTRAINT card_recipients_pkey PRIMARY KEY (card_id, userid),
  CONSTRAINT card_recipients_card_id_fkey FOREIGN KEY (card_id) REFERENCES cards(id),
  CONSTRAINT card_recipients_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'invalid'::text])))
);

CREATE TABLE card_updates (
  id text NOT NULL,
  cause text NOT NULL,
  card_id text NOT NULL,
  label text NOT NULL,
  response_code text,
  created_at timestamp with time zone NOT NULL,
  not_before timestamp with time zone NOT NULL,
  state text NOT NULL,
  reason text,
  attempts integer NOT NULL DEFAULT 0,
  CONSTRAINT card_updates_pkey PRIMARY KEY (id),
  CONSTRAINT card_updates_cause_key UNIQUE (cause),
  CONSTRAINT card_updates_card_id_fkey FOREIGN KEY (card_id) REFERENCES cards(id),
  CONSTRAINT card_updates_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'done'::text, 'given_up'::text])))
);

CREATE TABLE cards (
  id text NOT NULL,
  cause text NOT NULL,
  subject text NOT NULL,
  body jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  not_before timestamp with time zone NOT NULL,
  state text NOT NULL,
  reason text,
  attempts integer NOT NULL DEFAULT 0,
  sent_at timestamp with time zone,
  platform_id text,
  response_code text,
  CONSTRAINT cards_pkey PRIMARY KEY (id),
  CONSTRAINT cards_cause_key UNIQUE (cause),
  CONSTRAINT cards_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'given_up'::text])))
);

CREATE TABLE category_decisions (
  complaint_id text NOT NULL,
  n integer NOT NULL,
  path jsonb NOT NULL,
  decided_by text NOT NULL,
  office text NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  model_version text,
  rules_version text NOT NULL,
  CONSTRAINT category_decisions_pkey PRIMARY KEY (complaint_id, n),
  CONSTRAINT category_decisions_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES complaints(id),
  CONSTRAINT category_decisions_office_fkey FOREIGN KEY (office) REFERENCES offices(id)
);

CREATE TABLE channel_holds (
  key text NOT NULL,
  api text NOT NULL,
  fault jsonb NOT NULL,
  until timestamp with time zone NOT NULL,
  CONSTRAINT channel_holds_pkey PRIMARY KEY (key, api)
);

CREATE TABLE channel_leases (
  name text NOT NULL,
  holder text,
  until timestamp with time zone,
  not_before timestamp with time zone,
  kicks integer NOT NULL DEFAULT 0,
  CONSTRAINT channel_leases_pkey PRIMARY KEY (name)
);

CREATE TABLE channel_tokens (
  key text NOT NULL,
  token text,
  expires_at timestamp with time zone,
  refreshing_by text,
  refreshing_till timestamp with time zone,
  CONSTRAINT channel_tokens_pkey PRIMARY KEY (key)
);

CREATE TABLE checkpoints (
  ticket_id text NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  due date NOT NULL,
  owed_by text NOT NULL,
  met_at timestamp with time zone,
  CONSTRAINT checkpoints_pkey PRIMARY KEY (ticket_id, id),
  CONSTRAINT checkpoints_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id),
  CONSTRAINT checkpoints_owed_by_check CHECK ((owed_by = ANY (ARRAY['holder'::text, 'petition'::text])))
);

CREATE TABLE classifications (
  complaint_id text NOT NULL,
  model_version text NOT NULL,
  suggested jsonb NOT NULL,
  unsure boolean NOT NULL,
  chosen text,
  chosen_by text,
  CONSTRAINT classifications_pkey PRIMARY KEY (complaint_id),
  CONSTRAINT classifications_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES complaints(id)
);

CREATE TABLE code_texts (
  id text NOT NULL,
  kind text NOT NULL,
  ticket_id text,
  number text NOT NULL,
  asker text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  secret text,
  state text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  not_before timestamp with time zone NOT NULL,
  salt text,
  hash text,
  tries integer NOT NULL DEFAULT 0,
  used_at timestamp with time zone,
  CONSTRAINT code_texts_pkey PRIMARY KEY (id),
  CONSTRAINT code_texts_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id),
  CONSTRAINT code_texts_kind_check CHECK ((kind = ANY (ARRAY['proof'::text, 'code'::text]))),
  CONSTRAINT code_texts_state_check CHECK ((state = ANY (ARRAY['texting'::text, 'sent'::text, 'failed'::text, 'silent'::text])))
);

CREATE TABLE complaints (
  id text NOT NULL,
  cause text NOT NULL,
  reporter text NOT NULL,
  channel text NOT NULL,
  received_at timestamp with time zone NOT NULL,
  filed_at timestamp with time zone NOT NULL,
  words jsonb NOT NULL,
  facts jsonb NOT NULL,
  contact text,
  notice_version text NOT NULL,
  incomplete boolean NOT NULL DEFAULT false,
  missing jsonb NOT NULL DEFAULT '[]'::jsonb,
  joined_to text,
  CONSTRAINT complaints_pkey PRIMARY KEY (id),
  CONSTRAINT complaints_cause_key UNIQUE (cause),
  CONSTRAINT complaints_joined_to_fkey FOREIGN KEY (joined_to) REFERENCES complaints(id)
);

CREATE TABLE contact_tasks (
  id text NOT NULL,
  notice_id text NOT NULL,
  ticket_id text NOT NULL,
  office text NOT NULL,
  step text NOT NULL,
  reason text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  not_before timestamp with time zone NOT NULL,
  done_at timestamp with time zone,
  done_by text,
  means text,
  note text,
  CONSTRAINT contact_tasks_pkey PRIMARY KEY (id),
  CONSTRAINT contact_tasks_notice_id_key UNIQUE (notice_id),
  CONSTRAINT contact_tasks_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notices(id),
  CONSTRAINT contact_tasks_office_fkey FOREIGN KEY (office) REFERENCES offices(id),
  CONSTRAINT contact_tasks_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id),
  CONSTRAINT contact_tasks_means_check CHECK ((means = ANY (ARRAY['message'::text, 'phone'::text, 'paper'::text]))),
  CONSTRAINT contact_tasks_state_check CHECK ((state = ANY (ARRAY['texting'::text, 'open'::text, 'done'::text])))
);

CREATE TABLE conversations (
  id text NOT NULL,
  channel text NOT NULL,
  account text NOT NULL,
  peer text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  revision integer NOT NULL DEFAULT 0,
  session jsonb,
  turn_failures integer NOT NULL DEFAULT 0,
  last_inbound_at timestamp with time zone,
  sent_since integer NOT NULL DEFAULT 0,
  service_state smallint,
  leased_by text,
  leased_until timestamp with time zone,
  servicer text,
  nickname text,
  nickname_asked_at timestamp with time zone,
  scene text,
  scene_param text,
  CONSTRAINT conversations_pkey PRIMARY KEY (id),
  CONSTRAINT conversations_channel_account_peer_key UNIQUE (channel, account, peer)
);

CREATE TABLE demands (
  complaint_id text NOT NULL,
  n integer NOT NULL,
  text text NOT NULL,
  CONSTRAINT demands_pkey PRIMARY KEY (complaint_id, n),
  CONSTRAINT demands_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES complaints(id)
);

CREATE TABLE departments (
  id integer NOT NULL,
  name text NOT NULL,
  parent integer,
  seen_at timestamp with time zone NOT NULL,
  CONSTRAINT departments_pkey PRIMARY KEY (id)
);

CREATE TABLE directory_members (
  userid text NOT NULL,
  name text NOT NULL,
  departments jsonb NOT NULL,
  status integer,
  seen_at timestamp with time zone NOT NULL,
  left_at timestamp with time zone,
  stale_from timestamp with time zone,
  CONSTRAINT directory_members_pkey PRIMARY KEY (userid)
);

CREATE TABLE document_numbers (
  office text NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL,
  CONSTRAINT document_numbers_pkey PRIMARY KEY (office, year),
  CONSTRAINT document_numbers_office_fkey FOREIGN KEY (office) REFERENCES offices(id)
);

CREATE TABLE documents (
  id text NOT NULL,
  ticket_id text NOT NULL,
  form text NOT NULL,
  form_version text NOT NULL,
  title text NOT NULL,
  office text NOT NULL,
  year integer NOT NULL,
  number integer,
  printed text NOT NULL,
  content text NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  sha256 text NOT NULL,
  blob_key text NOT NULL,
  corrects text,
  token_hash text,
  opened_at timestamp with time zone,
  CONSTRAINT documents_pkey PRIMARY KEY (id),
  CONSTRAINT documents_corrects_key UNIQUE (corrects),
  CONSTRAINT documents_office_year_number_key UNIQUE (office, year, number),
  CONSTRAINT documents_token_hash_key UNIQUE (token_hash),
  CONSTRAINT documents_corrects_fkey FOREIGN KEY (corrects) REFERENCES documents(id),
  CONSTRAINT documents_office_fkey FOREIGN KEY (office) REFERENCES offices(id),
  CONSTRAINT documents_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id)
);

CREATE TABLE drafts (
  conversation_id text NOT NULL,
  id text NOT NULL,
  empty boolean NOT NULL,
  touched_at timestamp with time zone NOT NULL,
  reminded_at timestamp with time zone,
  CONSTRAINT drafts_pkey PRIMARY KEY (conversation_id),
  CONSTRAINT drafts_id_key UNIQUE (id),
  CONSTRAINT drafts_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id)
);

CREATE TABLE duty (
  position integer NOT NULL,
  office text NOT NULL,
  userid text NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  weekly boolean NOT NULL,
  CONSTRAINT duty_pkey PRIMARY KEY ("position"),
  CONSTRAINT duty_office_fkey FOREIGN KEY (office) REFERENCES offices(id),
  CONSTRAINT duty_userid_fkey FOREIGN KEY (userid) REFERENCES staff(userid) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT duty_check CHECK ((ends_at > starts_at))
);

CREATE TABLE entry_scenes (
  account text NOT NULL,
  scene text NOT NULL,
  place text,
  office text,
  url text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT entry_scenes_pkey PRIMARY KEY (account, scene),
  CONSTRAINT entry_scenes_office_fkey FOREIGN KEY (office) REFERENCES offices(id),
  CONSTRAINT entry_scenes_place_fkey FOREIGN KEY (place) REFERENCES places(id),
  CONSTRAINT entry_scenes_scene_check CHECK ((scene ~ '^[0-9A-Za-z_-]{1,32}$'::text))
);

CREATE TABLE flow_steps (
  day date NOT NULL,
  flow text NOT NULL,
  version integer NOT NULL,
  step text NOT NULL,
  what text NOT NULL,
  how text NOT NULL,
  slot smallint NOT NULL,
  n bigint NOT NULL,
  CONSTRAINT flow_steps_pkey PRIMARY KEY (day, flow, version, step, what, how, slot),
  CONSTRAINT flow_steps_what_check CHECK ((what = ANY (ARRAY['reached'::text, 'answered'::text, 'wrong'::text, 'skipped'::text, 'left'::text])))
);

CREATE TABLE hand_overs (
  id text NOT NULL,
  cause text NOT NULL,
  conversation_id text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  not_before timestamp with time zone NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  state text NOT NULL,
  servicer text,
  reason text,
  settled_at timestamp with time zone,
  CONSTRAINT hand_overs_pkey PRIMARY KEY (id),
  CONSTRAINT hand_overs_cause_key UNIQUE (cause),
  CONSTRAINT hand_overs_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id),
  CONSTRAINT hand_overs_state_check CHECK ((state = ANY (ARRAY['wanted'::text, 'given'::text, 'pooled'::text, 'already'::text, 'nobody'::text])))
);

CREATE TABLE history_anchors (
  day date NOT NULL,
  previous text,
  matters integer NOT NULL,
  events bigint NOT NULL,
  leaves integer NOT NULL,
  root text NOT NULL,
  reached text NOT NULL,
  hash text,
  closed_at timestamp with time zone,
  CONSTRAINT history_anchors_pkey PRIMARY KEY (day),
  CONSTRAINT history_anchors_hash_key UNIQUE (hash)
);

CREATE TABLE history_leaves (
  day date NOT NULL,
  position integer NOT NULL,
  ticket_id text NOT NULL,
  n integer NOT NULL,
  head text NOT NULL,
  CONSTRAINT history_leaves_pkey PRIMARY KEY (day, "position"),
  CONSTRAINT history_leaves_day_fkey FOREIGN KEY (day) REFERENCES history_anchors(day)
);

CREATE TABLE inbound (
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  channel text NOT NULL,
  account text NOT NULL,
  platform_id text NOT NULL,
  conversation_id text,
  author text NOT NULL,
  kind text NOT NULL,
  body jsonb NOT NULL,
  sent_at timestamp with time zone NOT NULL,
  received_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  handled_at timestamp with time zone,
  servicer text,
  CONSTRAINT inbound_pkey PRIMARY KEY (seq),
  CONSTRAINT inbound_channel_account_platform_id_key UNIQUE (channel, account, platform_id),
  CONSTRAINT inbound_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id),
  CONSTRAINT inbound_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'handled'::text, 'kept'::text, 'recalled'::text])))
);

CREATE TABLE inbox_cursors (
  account text NOT NULL,
  cursor text,
  pulled_at timestamp with time zone,
  blocked_until timestamp with time zone,
  poll_blocked_until timestamp with time zone,
  leased_by text,
  leased_until timestamp with time zone,
  CONSTRAINT inbox_cursors_pkey PRIMARY KEY (account)
);

CREATE TABLE login_states (
  state text NOT NULL,
  browser text NOT NULL,
  return_to text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT login_states_pkey PRIMARY KEY (state)
);

CREATE TABLE matter_timers (
  ticket_id text NOT NULL,
  kind text NOT NULL,
  rule text NOT NULL,
  day date NOT NULL,
  fires_at timestamp with time zone NOT NULL,
  fired_at timestamp with time zone,
  CONSTRAINT matter_timers_pkey PRIMARY KEY (ticket_id, kind, rule, day),
  CONSTRAINT matter_timers_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id),
  CONSTRAINT matter_timers_kind_check CHECK ((kind = ANY (ARRAY['yellow'::text, 'red'::text, 'silence'::text])))
);

CREATE TABLE media (
  id text NOT NULL,
  inbound_seq bigint NOT NULL,
  conversation_id text NOT NULL,
  kind text NOT NULL,
  platform_media text NOT NULL,
  state text NOT NULL,
  reason text,
  attempts integer NOT NULL DEFAULT 0,
  not_before timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  blob_key text,
  content_type text,
  bytes bigint,
  sha256 text,
  file_name text,
  CONSTRAINT media_pkey PRIMARY KEY (id),
  CONSTRAINT media_inbound_seq_key UNIQUE (inbound_seq),
  CONSTRAINT media_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id),
  CONSTRAINT media_inbound_seq_fkey FOREIGN KEY (inbound_seq) REFERENCES inbound(seq),
  CONSTRAINT media_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'stored'::text, 'failed'::text])))
);

CREATE TABLE member_sends (
  userid text NOT NULL,
  sent_at jsonb NOT NULL,
  CONSTRAINT member_sends_pkey PRIMARY KEY (userid)
);

CREATE TABLE notices (
  id text NOT NULL,
  ticket_id text NOT NULL,
  event_id text NOT NULL,
  audience text NOT NULL,
  recipient text NOT NULL,
  template text NOT NULL,
  cause text NOT NULL,
  data jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  reason text,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT notices_pkey PRIMARY KEY (id),
  CONSTRAINT notices_event_id_audience_recipient_template_key UNIQUE (event_id, audience, recipient, template),
  CONSTRAINT notices_event_id_fkey FOREIGN KEY (event_id) REFERENCES ticket_events(id),
  CONSTRAINT notices_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id),
  CONSTRAINT notices_audience_check CHECK ((audience = ANY (ARRAY['citizen'::text, 'staff'::text]))),
  CONSTRAINT notices_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'sent'::text, 'told'::text, 'not_told'::text])))
);

CREATE TABLE offices (
  id text NOT NULL,
  position integer NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  parent text,
  place text NOT NULL,
  phone text NOT NULL,
  address text NOT NULL,
  hours text NOT NULL,
  CONSTRAINT offices_pkey PRIMARY KEY (id),
  CONSTRAINT offices_parent_fkey FOREIGN KEY (parent) REFERENCES offices(id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT offices_place_fkey FOREIGN KEY (place) REFERENCES places(id)
);

CREATE TABLE outbound (
  id text NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  conversation_id text NOT NULL,
  cause text NOT NULL,
  body jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  not_before timestamp with time zone NOT NULL,
  state text NOT NULL,
  reason text,
  attempts integer NOT NULL DEFAULT 0,
  accepted_at timestamp with time zone,
  failed_at timestamp with time zone,
  fail_type integer,
  push jsonb,
  away boolean NOT NULL DEFAULT false,
  carried_by text,
  CONSTRAINT outbound_pkey PRIMARY KEY (id),
  CONSTRAINT outbound_cause_key UNIQUE (cause),
  CONSTRAINT outbound_carried_by_fkey FOREIGN KEY (carried_by) REFERENCES outbound(id),
  CONSTRAINT outbound_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id),
  CONSTRAINT outbound_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'held'::text, 'carried'::text, 'accepted'::text, 'given_up'::text])))
);

CREATE TABLE pages (
  id text NOT NULL,
  ticket_id text NOT NULL,
  event_id text NOT NULL,
  caller text,
  userids jsonb NOT NULL DEFAULT '[]'::jsonb,
  paged_at timestamp with time zone,
  next_at timestamp with time zone NOT NULL,
  acknowledged_at timestamp with time zone,
  acknowledged_by text,
  CONSTRAINT pages_pkey PRIMARY KEY (id),
  CONSTRAINT pages_event_id_key UNIQUE (event_id),
  CONSTRAINT pages_event_id_fkey FOREIGN KEY (event_id) REFERENCES ticket_events(id),
  CONSTRAINT pages_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id)
);

CREATE TABLE places (
  id text NOT NULL,
  position integer NOT NULL,
  name text NOT NULL,
  level text NOT NULL,
  parent text,
  aliases jsonb NOT NULL,
  CONSTRAINT places_pkey PRIMARY KEY (id),
  CONSTRAINT places_parent_fkey FOREIGN KEY (parent) REFERENCES places(id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE platform_events (
  id text NOT NULL,
  dedupe_key text NOT NULL,
  kind text NOT NULL,
  body jsonb NOT NULL,
  received_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  handled_at timestamp with time zone,
  last_error text,
  CONSTRAINT platform_events_pkey PRIMARY KEY (id),
  CONSTRAINT platform_events_dedupe_key_key UNIQUE (dedupe_key),
  CONSTRAINT platform_events_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'handled'::text, 'failed'::text])))
);

CREATE TABLE preferences (
  conversation_id text NOT NULL,
  pushes text NOT NULL,
  no_echo boolean NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT preferences_pkey PRIMARY KEY (conversation_id),
  CONSTRAINT preferences_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id),
  CONSTRAINT preferences_pushes_check CHECK ((pushes = ANY (ARRAY['all'::text, 'decisions'::text])))
);

CREATE TABLE privacy_notices (
  conversation_id text NOT NULL,
  notice_version text NOT NULL,
  shown_at timestamp with time zone NOT NULL,
  CONSTRAINT privacy_notices_pkey PRIMARY KEY (conversation_id, notice_version),
  CONSTRAINT privacy_notices_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id)
);

CREATE TABLE query_tries (
  id text NOT NULL,
  asker text NOT NULL,
  number text NOT NULL,
  tried_at timestamp with time zone NOT NULL,
  CONSTRAINT query_tries_pkey PRIMARY KEY (id)
);

CREATE TABLE ratings (
  ticket_id text NOT NULL,
  object text NOT NULL,
  office text NOT NULL,
  grade text NOT NULL,
  reason text,
  rated_at timestamp with time zone NOT NULL,
  CONSTRAINT ratings_pkey PRIMARY KEY (ticket_id, object),
  CONSTRAINT ratings_office_fkey FOREIGN KEY (office) REFERENCES offices(id),
  CONSTRAINT ratings_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id),
  CONSTRAINT ratings_grade_check CHECK ((grade = ANY (ARRAY['satisfied'::text, 'fairly'::text, 'dissatisfied'::text]))),
  CONSTRAINT ratings_object_check CHECK ((object = ANY (ARRAY['petition_office'::text, 'unit'::text])))
);

CREATE TABLE reads (
  id text NOT NULL,
  ticket_id text NOT NULL,
  userid text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT reads_pkey PRIMARY KEY (id),
  CONSTRAINT reads_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id)
);

CREATE TABLE routes (
  position integer NOT NULL,
  category text NOT NULL,
  place text,
  kind text,
  office text NOT NULL,
  owner text,
  CONSTRAINT routes_pkey PRIMARY KEY ("position"),
  CONSTRAINT routes_office_fkey FOREIGN KEY (office) REFERENCES offices(id),
  CONSTRAINT routes_owner_fkey FOREIGN KEY (owner) REFERENCES staff(userid) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT routes_place_fkey FOREIGN KEY (place) REFERENCES places(id)
);

CREATE TABLE schema_migrations (
  name text NOT NULL,
  sha256 text NOT NULL,
  applied_at timestamp with time zone NOT NULL,
  CONSTRAINT schema_migrations_pkey PRIMARY KEY (name)
);

CREATE TABLE servicers (
  account text NOT NULL,
  userid text NOT NULL,
  serving boolean NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  given_at timestamp with time zone,
  CONSTRAINT servicers_pkey PRIMARY KEY (account, userid)
);

CREATE TABLE settings (
  name text NOT NULL,
  value text NOT NULL,
  CONSTRAINT settings_pkey PRIMARY KEY (name)
);

CREATE TABLE similar_marks (
  mark integer NOT NULL,
  seq integer NOT NULL,
  CONSTRAINT similar_marks_pkey PRIMARY KEY (mark, seq),
  CONSTRAINT similar_marks_seq_fkey FOREIGN KEY (seq) REFERENCES similar_matters(seq)
);

CREATE TABLE similar_matters (
  seq integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  complaint_id text NOT NULL,
  area text,
  portrait bytea NOT NULL,
  CONSTRAINT similar_matters_pkey PRIMARY KEY (seq),
  CONSTRAINT similar_matters_complaint_id_key UNIQUE (complaint_id),
  CONSTRAINT similar_matters_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES complaints(id)
);

CREATE TABLE staff (
  userid text NOT NULL,
  position integer NOT NULL,
  name text NOT NULL,
  office text NOT NULL,
  role text NOT NULL,
  substitute text,
  CONSTRAINT staff_pkey PRIMARY KEY (userid),
  CONSTRAINT staff_office_fkey FOREIGN KEY (office) REFERENCES offices(id),
  CONSTRAINT staff_substitute_fkey FOREIGN KEY (substitute) REFERENCES staff(userid) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE staff_sessions (
  id_hash text NOT NULL,
  userid text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT staff_sessions_pkey PRIMARY KEY (id_hash)
);

CREATE TABLE suggestion_stops (
  id text NOT NULL,
  model_version text NOT NULL,
  cause text NOT NULL,
  share real,
  matters integer,
  stopped_at timestamp with time zone NOT NULL,
  stopped_by text,
  resumed_at timestamp with time zone,
  resumed_by text,
  CONSTRAINT suggestion_stops_pkey PRIMARY KEY (id),
  CONSTRAINT suggestion_stops_cause_check CHECK ((cause = ANY (ARRAY['unsure'::text, 'disagreed'::text, 'person'::text])))
);

CREATE TABLE supplements (
  id text NOT NULL,
  complaint_id text NOT NULL,
  cause text NOT NULL,
  words text NOT NULL,
  added_at timestamp with time zone NOT NULL,
  transcribed_by text,
  media text,
  CONSTRAINT supplements_pkey PRIMARY KEY (id),
  CONSTRAINT supplements_cause_key UNIQUE (cause),
  CONSTRAINT supplements_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES complaints(id)
);

CREATE TABLE ticket_clocks (
  ticket_id text NOT NULL,
  rule text NOT NULL,
  started_at timestamp with time zone NOT NULL,
  due date NOT NULL,
  article text NOT NULL,
  provisional boolean NOT NULL,
  met_at timestamp with time zone,
  CONSTRAINT ticket_clocks_pkey PRIMARY KEY (ticket_id, rule),
  CONSTRAINT ticket_clocks_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id)
);

CREATE TABLE ticket_events (
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  id text NOT NULL,
  ticket_id text NOT NULL,
  n integer NOT NULL,
  type text NOT NULL,
  at timestamp with time zone NOT NULL,
  actor jsonb NOT NULL,
  data jsonb NOT NULL,
  clocks jsonb NOT NULL,
  commitments jsonb NOT NULL DEFAULT '{}'::jsonb,
  hash text,
  CONSTRAINT ticket_events_pkey PRIMARY KEY (id),
  CONSTRAINT ticket_events_ticket_id_n_key UNIQUE (ticket_id, n),
  CONSTRAINT ticket_events_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id)
);

CREATE TABLE tickets (
  id text NOT NULL,
  complaint_id text NOT NULL,
  number text NOT NULL,
  query_salt text NOT NULL,
  query_hash text NOT NULL,
  state text NOT NULL,
  kind text NOT NULL,
  way smallint,
  channel text NOT NULL,
  received_at timestamp with time zone NOT NULL,
  petition_office text NOT NULL,
  office text NOT NULL,
  marks jsonb NOT NULL,
  hand_overs integer NOT NULL,
  revision integer NOT NULL,
  profile text NOT NULL,
  rules_version text NOT NULL,
  category text,
  place text,
  routed_by text NOT NULL,
  barred jsonb NOT NULL,
  registered_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  head text,
  events integer NOT NULL DEFAULT 0,
  anchored integer NOT NULL DEFAULT 0,
  course jsonb NOT NULL,
  CONSTRAINT tickets_pkey PRIMARY KEY (id),
  CONSTRAINT tickets_complaint_id_key UNIQUE (complaint_id),
  CONSTRAINT tickets_number_key UNIQUE (number),
  CONSTRAINT tickets_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES complaints(id),
  CONSTRAINT tickets_office_fkey FOREIGN KEY (office) REFERENCES offices(id),
  CONSTRAINT tickets_petition_office_fkey FOREIGN KEY (petition_office) REFERENCES offices(id),
  CONSTRAINT tickets_place_fkey FOREIGN KEY (place) REFERENCES places(id)
);

CREATE TABLE transcription_tasks (
  media_id text NOT NULL,
  conversation_id text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  not_before timestamp with time zone NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  reason text,
  words text,
  asked_revision integer,
  done_by text,
  done_at timestamp with time zone,
  CONSTRAINT transcription_tasks_pkey PRIMARY KEY (media_id),
  CONSTRAINT transcription_tasks_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id),
  CONSTRAINT transcription_tasks_media_id_fkey FOREIGN KEY (media_id) REFERENCES media(id),
  CONSTRAINT transcription_tasks_state_check CHECK ((state = ANY (ARRAY['listening'::text, 'asked'::text, 'staff'::text, 'confirmed'::text, 'done'::text, 'dropped'::text])))
);

CREATE TABLE wordings (
  seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  hash text NOT NULL,
  files jsonb NOT NULL,
  published_at timestamp with time zone NOT NULL,
  CONSTRAINT wordings_pkey PRIMARY KEY (seq)
);

CREATE INDEX alarms_untold ON public.alarms USING btree (raised_at) WHERE (told_at IS NULL);
CREATE INDEX attachments_media ON public.attachments USING btree (media);
CREATE INDEX card_updates_due ON public.card_updates USING btree (not_before) WHERE (state = 'queued'::text);
CREATE INDEX cards_due ON public.cards USING btree (not_before) WHERE (state = 'queued'::text);
CREATE INDEX cards_subject ON public.cards USING btree (subject, created_at);
CREATE INDEX category_decisions_model ON public.category_decisions USING btree (model_version, decided_at);
CREATE INDEX category_decisions_time ON public.category_decisions USING btree (decided_at);
CREATE INDEX checkpoints_open ON public.checkpoints USING btree (due) WHERE (met_at IS NULL);
CREATE INDEX classifications_model ON public.classifications USING btree (model_version, complaint_id);
CREATE INDEX code_texts_due ON public.code_texts USING btree (not_before) WHERE (state = 'texting'::text);
CREATE INDEX code_texts_number ON public.code_texts USING btree (number, made_at);
CREATE INDEX code_texts_time ON public.code_texts USING btree (made_at);
CREATE INDEX complaints_joined ON public.complaints USING btree (joined_to) WHERE (joined_to IS NOT NULL);
CREATE INDEX complaints_reporter ON public.complaints USING btree (reporter, filed_at);
CREATE INDEX contact_tasks_texting ON public.contact_tasks USING btree (not_before) WHERE (state = 'texting'::text);
CREATE INDEX contact_tasks_ticket ON public.contact_tasks USING btree (ticket_id, made_at);
CREATE INDEX directory_members_stale ON public.directory_members USING btree (stale_from) WHERE (stale_from IS NOT NULL);
CREATE INDEX documents_ticket ON public.documents USING btree (ticket_id, made_at);
CREATE INDEX drafts_touched ON public.drafts USING btree (touched_at);
CREATE INDEX hand_overs_wanted ON public.hand_overs USING btree (not_before) WHERE (state = 'wanted'::text);
CREATE INDEX inbound_kept ON public.inbound USING btree (conversation_id, sent_at) WHERE (state = 'kept'::text);
CREATE INDEX inbound_pending ON public.inbound USING btree (conversation_id, seq) WHERE (state = 'pending'::text);
CREATE INDEX matter_timers_due ON public.matter_timers USING btree (fires_at) WHERE (fired_at IS NULL);
CREATE INDEX media_pending ON public.media USING btree (not_before) WHERE (state = 'pending'::text);
CREATE INDEX notices_cause ON public.notices USING btree (cause);
CREATE INDEX notices_planned ON public.notices USING btree (created_at) WHERE (state = 'planned'::text);
CREATE INDEX notices_ticket ON public.notices USING btree (ticket_id, created_at);
CREATE INDEX notices_untold ON public.notices USING btree (created_at) WHERE ((state = 'sent'::text) AND (audience = 'citizen'::text));
CREATE INDEX outbound_carried ON public.outbound USING btree (carried_by) WHERE (carried_by IS NOT NULL);
CREATE INDEX outbound_due ON public.outbound USING btree (not_before) WHERE (state = 'queued'::text);
CREATE INDEX outbound_open ON public.outbound USING btree (conversation_id, seq) WHERE (state = ANY (ARRAY['queued'::text, 'held'::text]));
CREATE INDEX pages_due ON public.pages USING btree (next_at) WHERE (acknowledged_at IS NULL);
CREATE UNIQUE INDEX pages_open ON public.pages USING btree (ticket_id) WHERE (acknowledged_at IS NULL);
CREATE INDEX pages_ticket ON public.pages USING btree (ticket_id);
CREATE INDEX platform_events_pending ON public.platform_events USING btree (received_at) WHERE (state = 'pending'::text);
CREATE INDEX query_tries_asker ON public.query_tries USING btree (asker, tried_at);
CREATE INDEX query_tries_number ON public.query_tries USING btree (number, tried_at);
CREATE INDEX query_tries_time ON public.query_tries USING btree (tried_at);
CREATE INDEX reads_ticket ON public.reads USING btree (ticket_id, at);
CREATE INDEX staff_office ON public.staff USING btree (office);
CREATE UNIQUE INDEX suggestion_stops_open ON public.suggestion_stops USING btree (model_version) WHERE (resumed_at IS NULL);
CREATE INDEX supplements_complaint ON public.supplements USING btree (complaint_id, added_at);
CREATE INDEX ticket_clocks_due ON public.ticket_clocks USING btree (due) WHERE (met_at IS NULL);
CREATE INDEX tickets_objected ON public.tickets USING btree (petition_office) WHERE (state = 'objected'::text);
CREATE INDEX tickets_office ON public.tickets USING btree (office, state, registered_at);
CREATE INDEX tickets_unanchored ON public.tickets USING btree (id) WHERE (events > anchored);
CREATE INDEX transcription_tasks_asked ON public.transcription_tasks USING btree (conversation_id) WHERE (state = 'asked'::text);
CREATE INDEX transcription_tasks_listening ON public.transcription_tasks USING btree (not_before) WHERE (state = 'listening'::text);
CREATE INDEX wordings_hash ON public.wordings USING btree (hash);

CREATE OR REPLACE FUNCTION public.erase_personal_values(event_id text, paths text[] DEFAULT NULL::text[])
 RETURNS void
 LANGUAGE sql
AS $function$
  UPDATE ticket_events AS event
  SET (actor, data, commitments) = (
    SELECT bare.actor, bare.data, bare.commitments
    FROM without_personal_values(event, coalesce(paths, ARRAY(SELECT jsonb_object_keys(event.commitments)))) AS bare
  )
  WHERE id = event_id
$function$
;

CREATE OR REPLACE FUNCTION public.keep_anchor()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'the anchors of the history are only added to' USING ERRCODE = 'restrict_violation';
END
$function$
;

CREATE OR REPLACE FUNCTION public.keep_event()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW IS NOT DISTINCT FROM without_personal_values(OLD, ARRAY(
      SELECT key FROM jsonb_each(OLD.commitments) WHERE value ? 'salt' AND NOT coalesce(NEW.commitments -> key ? 'salt', false)
    )) THEN
      RETURN NEW;
    END IF;
    IF OLD.hash IS NULL AND to_jsonb(NEW) - '{hash,commitments}'::text[] = to_jsonb(OLD) - '{hash,commitments}'::text[] THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the history of a matter is only added to' USING ERRCODE = 'restrict_violation';
END
$function$
;

CREATE OR REPLACE FUNCTION public.without_personal_values(event ticket_events, paths text[])
 RETURNS ticket_events
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
DECLARE
  path text;
  body jsonb := jsonb_build_object('actor', event.actor, 'data', event.data);
BEGIN
  FOREACH path IN ARRAY paths LOOP
    body := jsonb_set(body, string_to_array(path, '/'), 'null', false);
    event.commitments := event.commitments #- ARRAY[path, 'salt'];
  END LOOP;
  event.actor := body -> 'actor';
  event.data := body -> 'data';
  RETURN event;
END
$function$
;

CREATE TRIGGER history_anchors_keep BEFORE DELETE OR UPDATE ON public.history_anchors FOR EACH ROW WHEN ((old.hash IS NOT NULL)) EXECUTE FUNCTION keep_anchor();
CREATE TRIGGER history_anchors_keep_all BEFORE TRUNCATE ON public.history_anchors FOR EACH STATEMENT EXECUTE FUNCTION keep_anchor();
CREATE TRIGGER history_leaves_keep BEFORE DELETE OR UPDATE ON public.history_leaves FOR EACH ROW EXECUTE FUNCTION keep_anchor();
CREATE TRIGGER history_leaves_keep_all BEFORE TRUNCATE ON public.history_leaves FOR EACH STATEMENT EXECUTE FUNCTION keep_anchor();
CREATE TRIGGER ticket_events_keep BEFORE DELETE OR UPDATE ON public.ticket_events FOR EACH ROW EXECUTE FUNCTION keep_event();
CREATE TRIGGER ticket_events_keep_all BEFORE TRUNCATE ON public.ticket_events FOR EACH STATEMENT EXECUTE FUNCTION keep_event();
