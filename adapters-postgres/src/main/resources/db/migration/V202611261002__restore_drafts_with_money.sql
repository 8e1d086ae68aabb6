-- Drafts that were deleted while a payment review of theirs was open come back as drafts: nobody could decide about the money, and it stayed
-- in the overview. They can be deleted again once it is settled. Locks these few rows only.

update sale."SaleOrder" o
   set deletedAt = null, modifiedAt = now(), modifiedBy = 'migration', revision = revision + 1
 where o.deletedAt is not null and o.status = 'DRAFT'
   and exists (select 1 from sale."PaymentReview" r where r.saleOrderId = o.id and r.status = 'OPEN');
