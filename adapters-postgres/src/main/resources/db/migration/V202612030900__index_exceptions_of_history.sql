-- The report of exceptions reads the entries of some days that are out of the ordinary, few of many; its condition is word for word the one here.
-- What is appended to the history beside these touches the index only to see that it is none of them. Entries wait while it is built: some
-- seconds per ten million.

create index "AuditEntry_exceptions_ix" on sale."AuditEntry" (merchantId, createdAt)
 where action in ('APPROVED', 'CANCELLED', 'CHECK_WRITTEN_OFF', 'COMPLETED_BY_HAND', 'ITEMS_CHANGED', 'ITEMS_REMOVED',
                  'KITCHEN_ITEM_VOIDED', 'NO_SALE', 'RETURNED')
   and (reason is not null or action not in ('ITEMS_CHANGED', 'ITEMS_REMOVED'));
