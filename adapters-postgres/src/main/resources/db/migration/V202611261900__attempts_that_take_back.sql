-- An attempt of type CANCEL_PAYMENT takes its parent back; the parent is named by MQ-Pay's id or by uid. Nullable columns and a default: no
-- row is rewritten. The build before reads such an attempt as one that was cancelled, and counts nothing for it.

alter table sale."PaymentAttempt" add column attemptId text, add column parentId text,
  add column cancels boolean not null default false;

create index "PaymentAttempt_named_ix" on sale."PaymentAttempt" (uid);
create index "PaymentAttempt_attempt_ix" on sale."PaymentAttempt" (attemptId) where attemptId is not null;
create index "PendingAttempt_named_ix" on sale."PendingAttempt" (attemptUid);
create index "PendingAttempt_transaction_ix" on sale."PendingAttempt" (transactionUid) where transactionUid is not null;
