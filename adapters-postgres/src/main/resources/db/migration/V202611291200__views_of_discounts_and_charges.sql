-- Discounts and charges as rows, for reports and operators; they are stored with the order and its items (decision 0053).

create view sale."SaleOrderAdjustment" as
select (a ->> 'id')::bigint as id, o.merchantId, o.id as saleOrderId, null::bigint as saleOrderItemId, 'ORDER' as scope,
       a ->> 'kind' as kind, (a ->> 'value')::numeric as value, a ->> 'code' as code, a ->> 'reason' as reasonCode,
       a ->> 'note' as note, a ->> 'by' as givenBy, (a ->> 'at')::timestamptz as givenAt, a ->> 'allowedBy' as allowedBy,
       (a ->> 'allowedUpTo')::numeric as allowedUpTo
  from sale."SaleOrder" o
 cross join lateral jsonb_array_elements(o.adjustments) a
 where o.deletedAt is null
union all
select (a ->> 'id')::bigint, i.merchantId, i.saleOrderId, i.id, 'LINE',
       a ->> 'kind', (a ->> 'value')::numeric, a ->> 'code', a ->> 'reason',
       a ->> 'note', a ->> 'by', (a ->> 'at')::timestamptz, a ->> 'allowedBy', (a ->> 'allowedUpTo')::numeric
  from sale."SaleOrderItem" i
 cross join lateral jsonb_array_elements(i.adjustments) a
 where i.deletedAt is null;

create view sale."SaleOrderCharge" as
select o.merchantId, o.id as saleOrderId, c -> 'terms' ->> 'code' as code, c -> 'terms' ->> 'name' as name,
       (c ->> 'base')::numeric as base, (c ->> 'amount')::numeric as amount, (c ->> 'tax')::numeric as tax,
       (c -> 'waivedBy') is not null as waived, c ->> 'waivedBy' as waivedBy, (c ->> 'waivedAt')::timestamptz as waivedAt,
       c ->> 'waiverReason' as waiverReason
  from sale."SaleOrder" o
 cross join lateral jsonb_array_elements(o.charges) c
 where o.deletedAt is null;
