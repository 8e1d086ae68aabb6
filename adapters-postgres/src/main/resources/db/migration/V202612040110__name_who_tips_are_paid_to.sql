-- Who was paid when tips left the drawer. A build before this one writes and reads movements without it. The report of tips reads the movements of
-- some days that name somebody, few of many; movements wait while the index is built, which is empty at first.

alter table sale."CashMovement" add column userId text;
create index "CashMovement_tips_ix" on sale."CashMovement" (merchantId, createdAt) where kind = 'TIP_OUT' and userId is not null;
