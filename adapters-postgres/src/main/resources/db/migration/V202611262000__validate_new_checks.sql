-- In a migration of its own: whoever adds a constraint holds its table exclusively until the end of the transaction, and looking at every
-- row of a large table under that lock would stop the tills. Validating alone lets them read and write.

alter table sale."PaymentTransaction" validate constraint "PaymentTransaction_aim_ck";
alter table sale."PaymentTransaction" validate constraint "PaymentTransaction_waiting_ck";
alter table sale."KitchenTicketItem" validate constraint "KitchenTicketItem_offBill_ck";
