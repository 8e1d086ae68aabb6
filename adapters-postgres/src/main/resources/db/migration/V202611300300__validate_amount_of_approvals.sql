-- In a migration of its own, so that tills read and write while the rows are read.

alter table sale."Approval" validate constraint "Approval_amount_ck";
