-- What somebody is called is what their token said last, in the audit. The condition is word for word that of the query in PostgresPeople: what
-- brings people's ids onto screens. What is appended to the history beside these, every change of items and every checkout, touches the index
-- only to see that it is none of them. It is built beside sales.

create index concurrently "AuditEntry_names_ix" on sale."AuditEntry" (merchantId, actor, id)
 where actorName is not null
   and action in ('ORDER_OPENED', 'CHECKED_IN', 'SPLIT', 'SENT_TO_KITCHEN', 'KITCHEN_ITEM_VOIDED', 'DISCOUNT_GIVEN',
                  'CHARGE_WAIVED', 'APPROVAL_GIVEN', 'APPROVED', 'CANCELLED', 'RETURNED', 'TIP_ENTERED', 'REVIEW_RESOLVED',
                  'RESERVATION_REQUESTED', 'SHIFT_OPENED', 'SHIFT_CLOSED', 'STAFF_ENROLLED', 'CASH_MOVED', 'NO_SALE');
