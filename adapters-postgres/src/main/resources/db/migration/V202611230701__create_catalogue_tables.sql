-- The local copy of commerce's catalogue, and the merchants' settings. New tables only.

create table sale."SaleChannel" (
  id         bigint      not null constraint "SaleChannel_pk" primary key,
  merchantId bigint      not null,
  name       text        not null,
  currency   text        not null,
  active     boolean     not null,
  createdAt  timestamptz not null,
  createdBy  text        not null,
  modifiedAt timestamptz not null,
  modifiedBy text        not null,
  deletedAt  timestamptz,
  metadata   jsonb,
  revision   integer     not null,
  constraint "SaleChannel_merchant_uq" unique (merchantId, id)
);

create table sale."ProductVariant" (
  id                 bigint         not null constraint "ProductVariant_pk" primary key,
  merchantId         bigint         not null,
  name               text           not null,
  sku                text,
  type               text           not null,
  price              numeric(15, 4) not null,
  currency           text           not null,
  categoryId         text,
  categoryName       text,
  kitchenStationCode text,
  modifiers          jsonb          not null,
  components         jsonb          not null,
  active             boolean        not null,
  createdAt          timestamptz    not null,
  createdBy          text           not null,
  modifiedAt         timestamptz    not null,
  modifiedBy         text           not null,
  deletedAt          timestamptz,
  metadata           jsonb,
  revision           integer        not null,
  constraint "ProductVariant_merchant_uq" unique (merchantId, id),
  constraint "ProductVariant_type_ck"
    check (type in ('STORABLE', 'CONSUMABLE', 'SERVICE', 'KIT', 'COMBO', 'MANUFACTURED', 'ENTITLEMENT')),
  constraint "ProductVariant_price_ck" check (price >= 0)
);

create table sale."Setting" (
  id                      bigint         not null constraint "Setting_pk" primary key,
  merchantId              bigint         not null constraint "Setting_merchant_uq" unique,
  timezone                text           not null,
  dayCutoffHour           integer        not null,
  shiftManagement         boolean        not null,
  priceHold               boolean        not null,
  kitchenAutoSend         boolean        not null,
  spendPerPoint           numeric(15, 4),
  cashTolerance           numeric(15, 4) not null,
  maxRecounts             integer        not null,
  defaultStationId        bigint,
  reservationGraceMinutes integer        not null,
  noShowMinutes           integer        not null,
  turnMinutes             integer        not null,
  createdAt               timestamptz    not null,
  createdBy               text           not null,
  modifiedAt              timestamptz    not null,
  modifiedBy              text           not null,
  deletedAt               timestamptz,
  metadata                jsonb,
  revision                integer        not null,
  constraint "Setting_dayCutoffHour_ck" check (dayCutoffHour between 0 and 23)
);
