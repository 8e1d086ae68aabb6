-- In a migration of its own, so that stations are read and written while the rows are read.

alter table sale."KitchenStation" validate constraint "KitchenStation_targets_ck";
