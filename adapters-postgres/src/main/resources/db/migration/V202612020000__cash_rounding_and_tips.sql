-- What of the money of a bill is cash, what rounding to cash did, tips, and what is still due (decision 0059). Constant defaults or none: no
-- row is written, each table is held for a moment. due and cashDue of an order that waits for money are unknown (null) until it is written
-- again; it is read as total - paid, which they are without tips and increments. A build before this one leaves the columns as they are; it is
-- refused the orders that need them (older-build-live).

alter table sale."SaleOrder"
  add column cashIncrement numeric(15, 4),
  add column checkedOutBy  text,
  add column cashPaid      numeric(15, 4) not null default 0,
  add column otherPaid     numeric(15, 4) not null default 0,
  add column tipsDeclared  numeric(15, 4) not null default 0,
  add column cashRounding  numeric(15, 4) not null default 0,
  add column tip           numeric(15, 4) not null default 0,
  add column due           numeric(15, 4),
  add column cashDue       numeric(15, 4);

alter table sale."SaleCheck"
  add column cashPaid     numeric(15, 4) not null default 0,
  add column otherPaid    numeric(15, 4) not null default 0,
  add column tipsDeclared numeric(15, 4) not null default 0,
  add column cashRounding numeric(15, 4) not null default 0,
  add column tip          numeric(15, 4) not null default 0,
  add column due          numeric(15, 4),
  add column cashDue      numeric(15, 4);

alter table sale."PaymentAttempt"
  add column tip        numeric(15, 4),
  add column enteredTip numeric(15, 4),
  add column tipUserId  text,
  add column tipBooked  numeric(15, 4) not null default 0;

alter table sale."PaymentReview" drop constraint "PaymentReview_status_ck";
alter table sale."PaymentReview"
  add constraint "PaymentReview_status_ck" check (status in ('OPEN', 'APPLIED', 'REFUNDED', 'TIP', 'DISMISSED')) not valid;

alter table sale."TillEntry" add column userId text;
alter table sale."TillEntry" drop constraint "TillEntry_kind_ck";
alter table sale."TillEntry"
  add constraint "TillEntry_kind_ck" check (kind in ('TAKING', 'SALE', 'ROUNDING', 'TIP')) not valid;

alter table sale."PosSessionSales" add column cashRounding numeric(19, 4) not null default 0;

alter table sale."PosSession"
  add column tipOut  numeric(15, 4) not null default 0,
  add column noSales integer        not null default 0;

alter table sale."CashMovement" drop constraint "CashMovement_kind_ck";
alter table sale."CashMovement"
  add constraint "CashMovement_kind_ck" check (kind in ('PAY_IN', 'PAY_OUT', 'DROP', 'REFUND', 'TIP_OUT')) not valid;

alter table sale."Setting"
  add column cashIncrement jsonb   not null default '{}',
  add column cashByTill    boolean not null default false;
