-- The audit of a merchant is listed by its newest entries. Small index on a table that only grows.

create index "AuditEntry_merchant_ix" on sale."AuditEntry" (merchantId, id desc);
