-- In a migration of its own, so that tills read and write while the rows are read.

alter table sale."PaymentReview" validate constraint "PaymentReview_status_ck";
alter table sale."TillEntry" validate constraint "TillEntry_kind_ck";
alter table sale."CashMovement" validate constraint "CashMovement_kind_ck";
