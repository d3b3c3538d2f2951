-- The address book, what the platform told us to leave alone, and how much each member was sent.

-- talk/channel --------------------------------------------------------------------------------------------------------

-- APIs of a secret that are left alone until then, in every process: after 45009 one API, after a wrong secret ('*') all.
CREATE TABLE channel_holds (
  key   text NOT NULL,
  api   text NOT NULL,
  fault jsonb NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (key, api)
);

-- talk/outbox ---------------------------------------------------------------------------------------------------------

-- Beyond 30 a minute and 1000 an hour the platform drops messages to a member without an error (wecom.md §1.4): instants
-- of the last hour in milliseconds, oldest first, one row a member so that processes count together.
CREATE TABLE member_sends (
  userid  text PRIMARY KEY,
  sent_at jsonb NOT NULL
);

-- case/org ------------------------------------------------------------------------------------------------------------

-- The address book as last read. Who works where, and as what, is the organisation's own list (staff).
CREATE TABLE departments (
  id      integer PRIMARY KEY,
  name    text NOT NULL,
  parent  integer,
  seen_at timestamptz NOT NULL
);

CREATE TABLE directory_members (
  -- In lower case: the platform compares without case.
  userid      text PRIMARY KEY,
  name        text NOT NULL,
  departments jsonb NOT NULL,
  -- 1 active, 2 disabled, 4 not activated, 5 left (wecom.md §6.4); asked for staff only.
  status      integer,
  seen_at     timestamptz NOT NULL,
  -- No longer in the address book.
  left_at     timestamptz,
  -- A callback said that something changed: to be read again from then on.
  stale_from  timestamptz
);
CREATE INDEX directory_members_stale ON directory_members (stale_from) WHERE stale_from IS NOT NULL;
