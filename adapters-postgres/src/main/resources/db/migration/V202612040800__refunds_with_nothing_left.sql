-- Decision 0073. Of a refund that failed whether nothing of it is owed any more, or here to be given: nobody is asked about it. A constant default:
-- no row is written. The build before leaves it as it is; what it changes is put right with the next change of the order's money.

alter table sale."Refund" add column nothingLeft boolean not null default false;
