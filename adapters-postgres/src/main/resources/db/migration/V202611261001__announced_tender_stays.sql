-- What a checkout announced stays good while its order is back in the cart. Empty columns only; while the build before serves, an order
-- it reverts has nothing announced, as today.

alter table sale."SaleOrder" add column announcedTender text, add column announcedDeviceId text;
