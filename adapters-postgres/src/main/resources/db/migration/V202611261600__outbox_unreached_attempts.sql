-- How often a message was tried while Kafka could not be reached. Apart from attempts, which a message is parked by: being away is not
-- the message's fault. A constant default: no table is rewritten. Builds before this one do not look at it.

alter table sale."Outbox" add column unreachedAttempts integer not null default 0;
