-- case/intake ---------------------------------------------------------------------------------------------------------

-- The complaint of the same author with which this one goes on: whatever is read of that one holds this one's words and files.
ALTER TABLE complaints ADD COLUMN joined_to text REFERENCES complaints (id);
CREATE INDEX complaints_joined ON complaints (joined_to) WHERE joined_to IS NOT NULL;

-- Matters that came in one have its files each.
ALTER TABLE attachments DROP CONSTRAINT attachments_media_key;
ALTER TABLE attachments ADD CONSTRAINT attachments_once UNIQUE (complaint_id, media);
CREATE INDEX attachments_media ON attachments (media);
