-- The running sums of the tips of a shift: as many rows as there are people, tenders and currencies. A new table: nothing waits.

create table sale."PosSessionTip" (
  merchantId   bigint         not null,
  posSessionId bigint         not null,
  currency     text           not null,
  tender       text           not null,
  userId       text           not null,
  amount       numeric(19, 4) not null,
  constraint "PosSessionTip_pk" primary key (merchantId, posSessionId, currency, tender, userId),
  constraint "PosSessionTip_merchantSession_fk" foreign key (merchantId, posSessionId)
    references sale."PosSession" (merchantId, id)
) with (fillfactor = 50);

select sale.by_merchant('sale."PosSessionTip"');
