-- What the keys by merchant made superfluous (decision 0050): lists of a merchant in the order of ids are read by the key (merchantId, id), which these
-- repeat. No sale waits: each is dropped beside reads and writes. Paragraphs are steps, as in expand.sql.

drop index concurrently if exists sale."KitchenTicket_list_ix";

drop index concurrently if exists sale."PosSession_list_ix";

drop index concurrently if exists allocation."AllocationUsage_list_ix";
