-- A process names its build with its lease of an id worker. One of an older build renews its lease and leaves these columns as they are:
-- buildUntil is then no longer leasedUntil, and the build of that lease is not known, so older.

alter table sale."SnowflakeSlot"
  add column build      bigint,
  add column buildUntil timestamptz;
