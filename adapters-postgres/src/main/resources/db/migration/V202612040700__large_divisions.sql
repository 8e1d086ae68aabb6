-- Decision 0070. The shares of a large division are numbers in the check that has them: first the lines of all of them, then their quantities,
-- subtotals, discounts, taxes, charges and taxes of charges, in ten-thousandths. Null where each share is a row of "SaleCheckItem".
alter table sale."SaleCheck" add column shares bigint[];

-- What is on the checks, however it is stored: for those who read by SQL.
create view sale."SaleCheckShare" as
select merchantId, saleCheckId, saleOrderItemId, quantity, subtotal, discount, tax, charge, chargeTax, deletedAt
  from sale."SaleCheckItem"
 union all
select c.merchantId, c.id, s.line, s.quantity / 10000.0, s.subtotal / 10000.0, s.discount / 10000.0, s.tax / 10000.0, s.charge / 10000.0,
       s.chargeTax / 10000.0, c.deletedAt
  from sale."SaleCheck" c
 cross join lateral (select cardinality(c.shares) / 7 as n) m
 cross join lateral unnest(c.shares[:n], c.shares[n + 1:2 * n], c.shares[2 * n + 1:3 * n], c.shares[3 * n + 1:4 * n],
                           c.shares[4 * n + 1:5 * n], c.shares[5 * n + 1:6 * n], c.shares[6 * n + 1:])
                    as s (line, quantity, subtotal, discount, tax, charge, chargeTax)
 where c.shares is not null;
