-- The log. Append-only: the triggers guard against mistakes of our own; against anybody else stand the signatures,
-- the roots and the receipts.
CREATE TABLE device (
    n         INTEGER PRIMARY KEY,
    device_id BLOB NOT NULL UNIQUE CHECK (length(device_id) = 16),
    sign_pk   BLOB NOT NULL CHECK (length(sign_pk) = 32),
    state     INTEGER NOT NULL                         -- 1 may write, 2 revoked
) STRICT;
CREATE TABLE entry (
    id     INTEGER PRIMARY KEY,                        -- order of arrival here; not signed
    device INTEGER NOT NULL REFERENCES device,
    seq    INTEGER NOT NULL,
    header BLOB NOT NULL CHECK (length(header) = 288),
    sig    BLOB NOT NULL CHECK (length(sig) = 64),
    body   BLOB,                                       -- NULL only by order of a shred entry, or not yet received
    UNIQUE (device, seq)
) STRICT;
-- kind and compartment: what a view reads next
CREATE INDEX entry_kind ON entry (substr(header, 137, 4));
-- data keys by their name and by their stream
CREATE INDEX entry_key ON entry (substr(header, 161, 16)) WHERE substr(header, 137, 2) = x'0003';
CREATE INDEX entry_key_stream ON entry (substr(header, 145, 16)) WHERE substr(header, 137, 2) = x'0003';
CREATE TABLE frontier (device INTEGER PRIMARY KEY REFERENCES device, size INTEGER NOT NULL, nodes BLOB NOT NULL) STRICT;
CREATE TABLE verified (device INTEGER PRIMARY KEY REFERENCES device, size INTEGER NOT NULL, root BLOB NOT NULL) STRICT;
CREATE TABLE pending  (device_id BLOB, seq INTEGER, raw BLOB NOT NULL, why TEXT NOT NULL, PRIMARY KEY (device_id, seq)) STRICT;
CREATE TABLE fork     (device_id BLOB, seq INTEGER, raw BLOB NOT NULL, seen_ms INTEGER NOT NULL) STRICT;
CREATE TABLE local    (k TEXT PRIMARY KEY, v BLOB NOT NULL) STRICT;
-- drafts are sealed to their compartment, their names inside; k is a keyed hash
CREATE TABLE draft    (compartment INTEGER NOT NULL, k BLOB NOT NULL, epoch_pk BLOB NOT NULL, sealed BLOB NOT NULL,
                       PRIMARY KEY (compartment, k)) STRICT;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER entry_only_shred BEFORE UPDATE ON entry
    WHEN NEW.id IS NOT OLD.id OR NEW.header IS NOT OLD.header OR NEW.sig IS NOT OLD.sig OR NEW.device IS NOT OLD.device
      OR NEW.seq IS NOT OLD.seq OR (NEW.body IS NOT NULL AND OLD.body IS NOT NULL AND NEW.body IS NOT OLD.body)
    BEGIN SELECT RAISE(ABORT, 'append-only'); END;
