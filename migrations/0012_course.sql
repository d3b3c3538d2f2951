-- case/ticket ---------------------------------------------------------------------------------------------------------

-- What later steps need to know of earlier ones (src/case/ticket/states.ts, Course): objections, who answered, who stands aside.
ALTER TABLE tickets ADD COLUMN course jsonb NOT NULL DEFAULT
  '{"objections":[],"designated":false,"assigned":null,"helping":[],"answeredBy":null,"disputed":false,"reviewedBy":null,"recused":[]}';
ALTER TABLE tickets ALTER COLUMN course DROP DEFAULT;

-- A step that was told or is to be told is a step, no longer always a state.
