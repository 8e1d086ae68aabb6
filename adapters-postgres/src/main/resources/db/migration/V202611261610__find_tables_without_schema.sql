-- Whoever connects to look (psql, a console, a report) finds "SaleOrder", "PosSession" and "AllocationUsage" without a schema before
-- them: the schemas are put at the end of the database's own search_path. The service itself sets the path on each of its connections.
-- New sessions see it; nothing is locked but the one row about the setting. On a managed database the role that migrates may not own
-- the database: that is a warning that names the command, not a failed migration.

do $$
declare
  present text;
  wanted  text;
  command text;
begin
  select substr(line, strpos(line, '=') + 1)
    into present
    from pg_db_role_setting s, unnest(s.setconfig) as line
   where s.setdatabase = (select oid from pg_database where datname = current_database())
     and s.setrole = 0 and line like 'search_path=%';
  wanted := coalesce(nullif(present, ''), '"$user", public');
  if not wanted ~ '(^|[ ,"])sale([ ,"]|$)' then
    wanted := wanted || ', sale';
  end if;
  if not wanted ~ '(^|[ ,"])allocation([ ,"]|$)' then
    wanted := wanted || ', allocation';
  end if;
  command := format('alter database %I set search_path = %s', current_database(), wanted);
  execute command;
exception
  when insufficient_privilege then
    raise warning 'search_path is not set on the database: role % does not own it. Tables are found as sale."SaleOrder" and allocation."AllocationUsage" only. Have the owner run: %', current_user, command;
end
$$;
