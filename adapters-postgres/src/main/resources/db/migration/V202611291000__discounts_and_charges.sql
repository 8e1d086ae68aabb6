-- What people take off and what a merchant adds, on the rows they move with (decision 0053). Constant defaults: no row is written, each
-- table is held for a moment. A build before this one leaves the new columns as they are; it is refused the orders that need them
-- (older-build-live).

alter table sale."SaleOrder"
  add column charge        numeric(15, 4) not null default 0,
  add column orderDiscount numeric(15, 4) not null default 0,
  add column adjustments   jsonb          not null default '[]',
  add column charges       jsonb          not null default '[]';
alter table sale."SaleOrder" drop constraint "SaleOrder_total_ck";
alter table sale."SaleOrder"
  add constraint "SaleOrder_total_ck"
    check (total >= 0 and total - rounding = greatest(0, subtotal - discount + charge + tax)) not valid;
alter table sale."SaleOrder"
  add constraint "SaleOrder_discount_ck" check (charge >= 0 and orderDiscount >= 0) not valid;

alter table sale."SaleOrderItem"
  add column manualDiscount numeric(15, 4) not null default 0,
  add column adjustments    jsonb          not null default '[]',
  add column charge         numeric(15, 4) not null default 0,
  add column chargeTax      numeric(15, 4) not null default 0;
alter table sale."SaleOrderItem"
  add constraint "SaleOrderItem_discount_ck"
    check (manualDiscount >= 0 and manualDiscount <= discount and charge >= 0 and chargeTax >= 0) not valid;

alter table sale."SaleCheck"
  add column charge numeric(15, 4) not null default 0;
alter table sale."SaleCheck" drop constraint "SaleCheck_total_ck";
alter table sale."SaleCheck"
  add constraint "SaleCheck_total_ck"
    check (total >= 0 and total - rounding = subtotal - discount + charge + tax) not valid;

alter table sale."SaleCheckItem"
  add column charge    numeric(15, 4) not null default 0,
  add column chargeTax numeric(15, 4) not null default 0;
