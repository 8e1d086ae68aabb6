-- Which builds may serve on this schema; a build is known by the newest migration it brings. A migration that only adds leaves this alone.
-- One that takes something away comes a release after the last build that used it, and raises the oldest build to the first that does not.

create table sale."SchemaCompatibility" (
    id boolean primary key default true check (id),
    oldestBuild bigint not null
);

insert into sale."SchemaCompatibility" (oldestBuild) values (202611231800);
