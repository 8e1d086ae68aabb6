-- Webhooks whose owner is not known move to a table of their own (decision 0050). Builds before this one still write them to PaymentEvent,
-- and are overtaken by the trigger. Steps as in expand.sql.

create or replace trigger "PaymentEvent_unowned" before update on sale."PaymentEvent"
  for each row when (new.merchantId is null and new.outcome is not null) execute function sale.move_unowned();

do $$
declare
  unowned sale."PaymentEvent";
begin
  for unowned in select * from sale."PaymentEvent" where merchantId is null and outcome is not null for update loop
    perform sale.keep_unowned(unowned);
    delete from sale."PaymentEvent" where id = unowned.id;
  end loop;
end
$$;

