package nx.sale.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Adds everything up by plain SQL, past every adapter of ours. */
public final class Audit {
    private Audit() {}

    /** What is on these orders and on all that were ever split off from them or merged with them. */
    public static BigDecimal subtotal(Collection<String> orders) {
        return new BigDecimal(Stack.sql("select coalesce(sum(subtotal), 0) from SaleOrder where id in ("
                        + String.join(",", orders) + ")")
                .getFirst());
    }

    public static BigDecimal quantity(Collection<String> orders) {
        return new BigDecimal(Stack.sql(
                        "select coalesce(sum(quantity), 0) from SaleOrderItem where deletedAt is null and saleOrderId in ("
                                + String.join(",", orders) + ")")
                .getFirst());
    }

    /** Deadlocks PostgreSQL has counted in this database. */
    public static long deadlocks() {
        return Long.parseLong(Stack.sql("select deadlocks from pg_stat_database where datname = current_database()")
                .getFirst());
    }

    /** What must hold of every order, check and operation in the database. */
    public static void nothingIsLost() {
        nothingIsLost(Stack::sql);
    }

    /** The same of another database, asked through this. */
    public static void nothingIsLost(Function<String, List<String>> sql) {
        assertThat(sql.apply("""
                        select o.id, o.subtotal, sum(i.total) from "SaleOrder" o
                          left join "SaleOrderItem" i on i.saleOrderId = o.id and i.deletedAt is null
                         where o.deletedAt is null
                         group by o.merchantId, o.id having o.subtotal <> coalesce(sum(i.total), 0)
                        """)).as("orders whose lines do not add up").isEmpty();
        assertThat(sql.apply("""
                        select o.id from "SaleOrder" o join "SaleOrderItem" i on i.saleOrderId = o.id and i.deletedAt is null
                         where o.mergedIntoOrderId is not null
                        """)).as("orders that are gone but have lines").isEmpty();
        assertThat(sql.apply("""
                        select i.id from "SaleOrderItem" i left join "SaleOrderItem" l on l.id = i.leadItemId
                         where i.deletedAt is null and i.leadItemId is not null
                           and (l.deletedAt is not null or l.saleOrderId is distinct from i.saleOrderId)
                        """)).as("parts of combos without their lead").isEmpty();
        assertThat(sql.apply("""
                        select id from "OrderOperation" p
                         where (select sum((s->>'subtotal')::numeric) from jsonb_array_elements(sumsBefore) s)
                            <> (select sum((s->>'subtotal')::numeric) from jsonb_array_elements(sumsAfter) s)
                            or (select sum((s->>'discount')::numeric) from jsonb_array_elements(sumsBefore) s)
                            <> (select sum((s->>'discount')::numeric) from jsonb_array_elements(sumsAfter) s)
                            or (select sum((s->>'total')::numeric - (s->>'rounding')::numeric
                                           - (select coalesce(sum((c->>'amount')::numeric + (c->>'tax')::numeric), 0)
                                                from jsonb_array_elements(s->'charges') c))
                                  from jsonb_array_elements(sumsBefore) s)
                            <> (select sum((s->>'total')::numeric - (s->>'rounding')::numeric
                                           - (select coalesce(sum((c->>'amount')::numeric + (c->>'tax')::numeric), 0)
                                                from jsonb_array_elements(s->'charges') c))
                                  from jsonb_array_elements(sumsAfter) s)
                        """)).as("operations that did not conserve").isEmpty();
        assertThat(sql.apply("""
                        select i.id from "SaleOrderItem" i
                          join (select c.saleOrderItemId, sum(c.quantity) as quantity, sum(c.subtotal) as subtotal
                                  from "SaleCheckShare" c where c.deletedAt is null group by 1) s on s.saleOrderItemId = i.id
                         where s.quantity > i.quantity or s.subtotal > i.total
                        """))
                .as("items of which checks have more than there is")
                .isEmpty();
        assertThat(sql.apply("""
                        select o.id from "SaleOrder" o
                          join (select saleOrderId, sum(total) as total, sum(paid) as paid from "SaleCheck"
                                 where deletedAt is null group by 1) c on c.saleOrderId = o.id
                         where c.total > o.total or c.paid > o.paid or o.checkSplitAt is null
                        """)).as("orders whose checks have more than they").isEmpty();
        discountsAndChargesAddUp(sql);
        moneyIsThere(sql);
        roundingAndTipsAgree(sql);
        returnsAddUp(sql);
        kitchenAndFloorAgree(sql);
        booksAgree(sql);
        sumsAgree(sql);
    }

    /** Column by column, of orders and of their checks. */
    private static void discountsAndChargesAddUp(Function<String, List<String>> sql) {
        assertThat(sql.apply("""
                        select o.id, o.discount, o.charge, o.tax from "SaleOrder" o
                          left join "SaleOrderItem" i on i.saleOrderId = o.id and i.deletedAt is null
                         where o.deletedAt is null
                         group by o.merchantId, o.id
                        having o.discount <> coalesce(sum(i.discount), 0) + o.orderDiscount
                            or o.charge <> (select coalesce(sum(amount), 0) from "SaleOrderCharge" c where c.saleOrderId = o.id)
                            or o.tax <> coalesce(sum(i.tax), 0)
                                      + (select coalesce(sum(tax), 0) from "SaleOrderCharge" c where c.saleOrderId = o.id)
                            or o.processingAt is not null
                               and (o.charge, o.tax, o.orderDiscount)
                                <> (coalesce(sum(i.charge), 0), coalesce(sum(i.tax + i.chargeTax), 0), 0)
                            or o.processingAt is null and coalesce(sum(i.charge + i.chargeTax), 0) <> 0
                        """))
                .as("orders whose discounts, charges and taxes do not add up")
                .isEmpty();
        assertThat(sql.apply("""
                        select c.id from "SaleCheck" c
                          join "SaleCheckShare" s on s.saleCheckId = c.id and s.deletedAt is null
                         where c.deletedAt is null
                         group by c.merchantId, c.id
                        having (c.discount, c.charge, c.tax)
                            <> (sum(s.discount), sum(s.charge), sum(s.tax + s.chargeTax))
                        """)).as("checks whose shares do not add up").isEmpty();
        assertThat(sql.apply("""
                        select o.id from "SaleOrder" o
                          join (select saleOrderId, sum(discount) as discount, sum(charge) as charge, sum(tax) as tax
                                  from "SaleCheck" where deletedAt is null group by 1) c on c.saleOrderId = o.id
                         where c.discount > o.discount or c.charge > o.charge or c.tax > o.tax
                        """))
                .as("orders whose checks have more discount, charge or tax than they")
                .isEmpty();
    }

    /** What an order shows of rounding and tips is what was booked entry by entry, and each shift has the sums of its entries. */
    private static void roundingAndTipsAgree(Function<String, List<String>> sql) {
        assertThat(sql.apply("""
                        select o.id, o.cashRounding, o.tip from "SaleOrder" o
                         where o.cashRounding - (select coalesce(sum(cashRounding), 0) from "SaleReturn" r where r.saleOrderId = o.id)
                               <> (select coalesce(sum(amount), 0) from "SalesEntry" e
                                    where e.saleOrderId = o.id and e.kind = 'ROUNDING')
                            or o.tip <> (select coalesce(sum(amount), 0) from "SalesEntry" e
                                          where e.saleOrderId = o.id and e.kind = 'TIP')
                        """))
                .as("orders whose rounding or tips were not booked")
                .isEmpty();
        assertThat(sql.apply("""
                        select o.id from "SaleOrder" o
                          join (select saleOrderId, sum(cashRounding) as cashRounding, sum(tip) as tip, sum(cashPaid) as cashPaid
                                  from "SaleCheck" where deletedAt is null group by 1) c on c.saleOrderId = o.id
                         where c.tip > o.tip or c.cashPaid > o.cashPaid
                        """))
                .as("orders whose checks have more tips or cash than they")
                .isEmpty();
        assertThat(sql.apply("""
                        select s.posSessionId, s.cashRounding from "PosSessionSales" s
                         where s.cashRounding <> (select coalesce(sum(amount), 0) from "TillEntry" e
                                                   where e.posSessionId = s.posSessionId and e.kind = 'ROUNDING'
                                                     and e.currency = s.currency)
                        """))
                .as("shifts whose rounding is not that of their entries")
                .isEmpty();
        assertThat(sql.apply("""
                        select s.posSessionId, s.tender, s.userId from "PosSessionTip" s
                         where s.amount <> (select coalesce(sum(amount), 0) from "TillEntry" e
                                             where e.posSessionId = s.posSessionId and e.kind = 'TIP' and e.tender = s.tender
                                               and e.userId = s.userId and e.currency = s.currency)
                        """))
                .as("shifts whose tips are not those of their entries")
                .isEmpty();
    }

    /** What is refundable and what was refunded never exceed what was received, per order and per attempt. */
    private static void moneyIsThere(Function<String, List<String>> sql) {
        assertThat(sql.apply("""
                        select o.id, o.received, r.claimed from "SaleOrder" o
                          join (select saleOrderId, sum(amount) as claimed from "PaymentReview"
                                 where kind in ('LATE', 'OVERPAID', 'REFUND_DUE') and status <> 'APPLIED' group by 1) r
                            on r.saleOrderId = o.id
                         where r.claimed > o.received
                        """))
                .as("orders of which more is refundable or refunded than was received")
                .isEmpty();
        assertThat(sql.apply("""
                        select a.saleOrderId, a.uid, a.amount, r.claimed from "PaymentAttempt" a
                          join (select saleOrderId, attemptUid, sum(amount) as claimed,
                                       sum(amount) filter (where status = 'OPEN') as open from "PaymentReview"
                                 where kind in ('LATE', 'OVERPAID', 'REFUND_DUE') and status <> 'APPLIED' group by 1, 2) r
                            on r.saleOrderId = a.saleOrderId and r.attemptUid = a.uid
                         where r.claimed > a.amount or not 'SUCCESS' = any (a.seen)
                            or r.open > 0 and 'CANCELLED' = any (a.seen)
                        """))
                .as("attempts of which more is refundable or refunded than they brought")
                .isEmpty();
        assertThat(sql.apply("""
                        select a.saleOrderId, a.uid from "PaymentAttempt" a
                          left join "PaymentReview" r on r.saleOrderId = a.saleOrderId and r.attemptUid = a.uid and r.kind = 'REVERSED'
                         group by a.merchantId, a.id
                        having case when a.seen @> array['SUCCESS', 'CANCELLED'] then count(r.id) = 0 else count(r.id) > 0 and not exists (
                               select 1 from "PaymentAttempt" c where c.saleOrderId = a.saleOrderId and c.cancels and c.parentId in (a.uid, a.attemptId)) end
                        """))
                .as("attempts without a review of their reversal, or with one although nothing was taken back")
                .isEmpty();
        assertThat(sql.apply("""
                        select o.id, o.received, o.paid from "SaleOrder" o
                         where o.received <> o.paid + coalesce((select sum(amount) from "PaymentReview" r
                                where r.saleOrderId = o.id and r.kind = 'LATE' and r.status <> 'APPLIED'), 0)
                        """))
                .as("orders whose money is neither paid nor late")
                .isEmpty();
        assertThat(sql.apply("""
                        select o.id from "SaleOrder" o join "PaymentReview" r on r.saleOrderId = o.id
                         where o.deletedAt is not null and r.status = 'OPEN'
                        """)).as("deleted drafts that hold money").isEmpty();
        assertThat(sql.apply("""
                        select r.id, r.kind, r.amount, m.amount from "PaymentReview" r
                          left join "CashMovement" m on m.paymentReviewId = r.id
                         where r.status = 'REFUNDED' and r.kind in ('REVERSED', 'SHORTFALL')
                            or m.id is not null and (r.status <> 'REFUNDED' or abs(m.amount) <> r.amount)
                        """))
                .as("money given back that is not here, or that no review gave back")
                .isEmpty();
    }

    /** What came back is of what was sold, and no money goes back twice (RETURN-3, RETURN-6). */
    private static void returnsAddUp(Function<String, List<String>> sql) {
        assertThat(sql.apply("""
                        select o.id, o.refundStatus, o.refunded, r.total from "SaleOrder" o
                          left join (select saleOrderId, sum(total) as total, count(*) as returns from "SaleReturn" group by 1) r
                            on r.saleOrderId = o.id
                         where o.refunded <> coalesce(r.total, 0) or (o.refundStatus = 'NONE') <> (r.returns is null)
                            or o.returnSequence <> coalesce(r.returns, 0)
                            or o.refundStatus = 'FULL' and o.refunded <> o.total
                        """)).as("orders whose returns do not add up").isEmpty();
        assertThat(sql.apply("""
                        select r.id from "SaleReturn" r join "SaleReturnItem" i on i.saleReturnId = r.id
                         group by r.merchantId, r.id
                        having (r.subtotal, r.discount, r.charge, r.tax)
                            <> (sum(i.subtotal), sum(i.discount), sum(i.charge), sum(i.tax + i.chargeTax))
                        """)).as("returns whose items do not add up").isEmpty();
        assertThat(sql.apply("""
                        select l.id from "SaleOrderItem" l
                          join (select saleOrderItemId, sum(quantity) as quantity, sum(subtotal) as subtotal, sum(discount) as discount,
                                       sum(charge) as charge, sum(tax) as tax from "SaleReturnItem" group by 1) i on i.saleOrderItemId = l.id
                         where i.quantity > l.quantity or i.subtotal > l.total or i.discount > l.discount or i.charge > l.charge
                            or i.tax > l.tax
                        """))
                .as("items of which more came back than was sold")
                .isEmpty();
        assertThat(sql.apply("""
                        select r.id, r.total, r.cashRounding, r.unpaid from "SaleReturn" r
                          left join (select saleReturnId, sum(amount) as amount from "Refund" where replacedById is null group by 1) f
                            on f.saleReturnId = r.id
                         where r.total + r.cashRounding - r.unpaid <> coalesce(f.amount, 0)
                        """)).as("returns whose money is not on its way").isEmpty();
        assertThat(sql.apply("""
                        select a.saleOrderId, a.uid from "PaymentAttempt" a
                          join (select saleOrderId, attemptUid, sum(amount) as amount from "Refund"
                                 where saleReturnId is not null and status <> 'FAILED' group by 1, 2) f
                            on f.saleOrderId = a.saleOrderId and f.attemptUid = a.uid
                          left join (select saleOrderId, attemptUid, sum(amount) as claimed from "PaymentReview"
                                      where kind in ('LATE', 'OVERPAID', 'REFUND_DUE') and status <> 'APPLIED' group by 1, 2) r
                            on r.saleOrderId = a.saleOrderId and r.attemptUid = a.uid
                         where f.amount + coalesce(r.claimed, 0) > a.amount
                           and not exists (select 1 from "PaymentReview" t
                                            where t.saleOrderId = a.saleOrderId and t.kind = 'REFUNDED_TWICE')
                        """))
                .as("attempts of which more went back than they brought")
                .isEmpty();
        assertThat(sql.apply("""
                        select f.id from "Refund" f
                          left join "PaymentReview" r on r.id = f.paymentReviewId
                         where f.paymentReviewId is not null and (r.status <> 'REFUNDED' or f.amount > r.amount)
                        """))
                .as("refunds of reviews that gave nothing back")
                .isEmpty();
        assertThat(sql.apply("""
                        select o.id, o.received from "SaleOrder" o
                         where o.refundStatus = 'FULL'
                           and o.received - o.tip
                               - (select coalesce(sum(amount), 0) from "PaymentReview" r where r.saleOrderId = o.id
                                     and (r.kind = 'REVERSED' or r.kind in ('LATE', 'OVERPAID', 'REFUND_DUE') and r.status in ('OPEN', 'DISMISSED')))
                               - (select coalesce(sum(amount), 0) from "Refund" f where f.saleOrderId = o.id
                                     and (f.status <> 'FAILED' or f.replacedById is null and not f.nothingLeft)) > 0
                        """))
                .as("orders of which all came back and that keep money which nobody can give back (RETURN-22)")
                .isEmpty();
        assertThat(sql.apply("""
                        select f.id from "Refund" f
                          join (select saleOrderId, coalesce(saleCheckId, 0) as bill,
                                       sum(case when (status = 'FAILED') = (replacedById is null) then 1 else 0 end
                                           * case when status = 'FAILED' then amount else -amount end) as owed
                                  from "Refund" where saleReturnId is not null group by 1, 2) b
                            on b.saleOrderId = f.saleOrderId and b.bill = coalesce(f.saleCheckId, 0)
                         where f.saleReturnId is not null and f.status = 'FAILED' and f.replacedById is null and not f.nothingLeft
                           and b.owed <= 0
                        """))
                .as("refunds that somebody is asked about although nothing is owed (RETURN-23)")
                .isEmpty();
    }

    /** What must hold of the daily sums and the list of what is not in them yet. */
    private static void sumsAgree(Function<String, List<String>> sql) {
        assertThat(sql.apply("""
                        select * from
                          (select merchantId, currency, count(*) as orders, sum(total) as total, sum(charge) as charge from "SaleOrder"
                            where status = 'COMPLETED' and deletedAt is null group by 1, 2) o
                          full join (select merchantId, currency, sum(orders) as orders, sum(total) as total, sum(charge) as charge from (
                                select merchantId, currency, orders, total, charge from "SalesDay"
                                 union all
                                select o.merchantId, o.currency, 1, o.total, o.charge from "SalesUnfolded" u
                                  join "SaleOrder" o on o.id = u.saleOrderId) s group by 1, 2) s using (merchantId, currency)
                         where (o.orders, o.total, o.charge) is distinct from (s.orders, s.total, s.charge)
                        """))
                .as("merchants whose sums are not those of their orders")
                .isEmpty();
    }

    /** What must hold of the books of every till in the database. */
    private static void booksAgree(Function<String, List<String>> sql) {
        assertThat(sql.apply("""
                        select * from
                          (select posSessionId, tender, currency, sum(payments) as payments, sum(amount) as amount,
                                  coalesce(sum(amount) filter (where carried), 0) as carried
                             from "TillEntry" where kind = 'TAKING' and posSessionId is not null group by 1, 2, 3) e
                          full join "PosSessionTender" t using (posSessionId, tender, currency)
                         where (e.amount, e.payments, e.carried) is distinct from (t.amount, t.payments, t.carried)
                        """))
                .as("shifts whose takings are not those of their entries")
                .isEmpty();
        assertThat(sql.apply("""
                        select * from
                          (select posSessionId, currency, count(*) as orders, sum(total) as total, sum(charge) as charge from "TillEntry"
                            where outcome = 'COMPLETED' and posSessionId is not null group by 1, 2) e
                          full join (select * from "PosSessionSales" where orders > 0) s using (posSessionId, currency)
                         where (e.orders, e.total, e.charge) is distinct from (s.orders, s.total, s.charge)
                        """))
                .as("shifts whose sales are not those of their entries")
                .isEmpty();
        assertThat(sql.apply("""
                        select e.id from "TillEntry" e join "PosSession" s on s.id = e.posSessionId
                         where not e.carried and e.createdAt not between s.openedAt - interval '30 seconds'
                                                                  and coalesce(s.closedAt, 'infinity')
                        """))
                .as("entries that came into a shift that was not open")
                .isEmpty();
        assertThat(sql.apply("""
                        select deviceId from "PosSessionReport" group by merchantId, deviceId
                        having max(number) <> count(*) or min(number) <> 1
                        """)).as("tills whose Z reports have gaps").isEmpty();
    }

    /** What must hold of every dish and every table in the database. */
    private static void kitchenAndFloorAgree(Function<String, List<String>> sql) {
        assertThat(sql.apply("""
                        select i.id, i.sentQuantity, k.sent, k.working from "SaleOrderItem" i
                          join (select saleOrderItemId, sum(quantity) as sent,
                                       coalesce(sum(quantity) filter (where status <> 'SERVED'), 0) as working
                                  from "KitchenTicketItem" where status <> 'VOIDED' group by 1) k on k.saleOrderItemId = i.id
                         where i.deletedAt is null and (i.sentQuantity > k.sent or i.sentQuantity < k.working)
                        """))
                .as("items of which more or less is with the kitchen than they say")
                .isEmpty();
        assertThat(sql.apply("""
                        select i.id from "SaleOrderItem" i
                         where i.deletedAt is null and i.sentQuantity > 0
                           and not exists (select 1 from "KitchenTicketItem" k
                                            where k.saleOrderItemId = i.id and k.status <> 'VOIDED')
                        """))
                .as("items said to be with the kitchen that never heard of them")
                .isEmpty();
        assertThat(sql.apply("""
                        select id, quantity, sentQuantity, voidedQuantity from "SaleOrderItem"
                         where deletedAt is null and (voidedQuantity < 0 or sentQuantity + voidedQuantity > quantity)
                        """))
                .as("items of which more was voided than is unsent")
                .isEmpty();
        assertThat(sql.apply("""
                        select k.id from "KitchenTicketItem" k join "SaleOrderItem" i on i.id = k.saleOrderItemId
                         where k.saleOrderId <> i.saleOrderId
                        """)).as("dishes that are not with their line").isEmpty();
        assertThat(sql.apply("""
                        select t.id, t.status from "KitchenTicket" t
                          join (select kitchenTicketId,
                                       case when bool_and(status = 'VOIDED') then 'VOIDED'
                                            when bool_and(status in ('VOIDED', 'SERVED')) then 'COMPLETED'
                                            when bool_and(status in ('VOIDED', 'SERVED', 'READY')) then 'READY'
                                            when bool_or(status not in ('VOIDED', 'PENDING')) then 'PROCESSING'
                                            else 'PENDING' end as derived
                                  from "KitchenTicketItem" group by 1) d on d.kitchenTicketId = t.id
                         where t.status <> d.derived
                        """))
                .as("tickets that are not what their items are")
                .isEmpty();
        assertThat(sql.apply("""
                        select u.id, o.status from "AllocationUsage" u join "SaleOrder" o on o.id = u.usageId
                         where u.usageType = 'SALE_ORDER' and u.status = 'ACTIVE' and u.deletedAt is null
                           and (o.status in ('COMPLETED', 'CANCELLED') or o.deletedAt is not null)
                        """)).as("tables of orders that are over").isEmpty();
    }
}
