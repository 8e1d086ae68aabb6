-- How long a station's tickets may take until its display shows them as soon late, and as late: as the console did until now. Constant
-- defaults: no row is written, and the build before leaves the columns as they are.

alter table sale."KitchenStation"
  add column soonMinutes integer not null default 10,
  add column lateMinutes integer not null default 15;
alter table sale."KitchenStation"
  add constraint "KitchenStation_targets_ck" check (soonMinutes > 0 and soonMinutes <= lateMinutes and lateMinutes <= 1440) not valid;
