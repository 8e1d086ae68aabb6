-- Reasons, the limit of manual discounts and the service charges of a merchant. Constant defaults: no row is written, the table is held
-- for a moment. A build before this one leaves the columns as they are.

alter table sale."Setting"
  add column reasons              jsonb         not null default '{}',
  add column discountLimitPercent numeric(5, 2) not null default 100,
  add column serviceCharges       jsonb         not null default '[]';
