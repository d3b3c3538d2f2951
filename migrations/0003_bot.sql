-- talk/channel --------------------------------------------------------------------------------------------------------

-- A connection that only one process may hold (the smart robot's: a second one kicks the first).
CREATE TABLE channel_leases (
  name       text PRIMARY KEY,
  holder     text,
  until      timestamptz,
  -- After another program has taken the connection away, nobody asks for it before then.
  not_before timestamptz,
  -- How often in a row that happened: the rest grows with it.
  kicks      integer NOT NULL DEFAULT 0
);
