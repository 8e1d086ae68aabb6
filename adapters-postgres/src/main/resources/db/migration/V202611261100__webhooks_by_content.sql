-- A webhook that cannot be told from its like by what it names is told by its content: kept once, bounded, and deleted after a time.
-- Adds a nullable column and two small partial indexes; the build before leaves the column empty, and its rows are deleted by age as well.

alter table sale."PaymentEvent" add column contentHash text;
create unique index "PaymentEvent_content_uq" on sale."PaymentEvent" (contentHash) where contentHash is not null;
create index "PaymentEvent_prune_ix" on sale."PaymentEvent" (receivedAt) where outcome = 'IGNORED' or not readable;
