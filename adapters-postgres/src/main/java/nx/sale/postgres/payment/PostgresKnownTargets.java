package nx.sale.postgres.payment;

import java.util.Arrays;
import java.util.Optional;
import nx.sale.domain.payment.KnownTargets;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** Found in the ledgers and among the pending attempts; a transaction through the inbox, whose index begins with event and transaction. */
public final class PostgresKnownTargets implements KnownTargets {
    private final Reads reads;

    public PostgresKnownTargets(Reads reads) {
        this.reads = reads;
    }

    private static final Sql FIND = Sql.of("""
            with named as (
                 select distinct merchantId, saleOrderId
                   from "PaymentEvent"
                  where readable and eventType = any(:types) and transactionUid = :transaction and saleOrderId is not null)
            select saleOrderId, saleCheckId
              from (select 1 as rank, id, saleOrderId, saleCheckId from "PaymentAttempt" where uid = :attempt
                    union all
                    select 2, id, saleOrderId, saleCheckId from "PendingAttempt" where attemptUid = :attempt
                    union all
                    select 3, id, saleOrderId, saleCheckId from "PaymentAttempt" where uid = :parent or attemptId = :parent
                    union all
                    select 4, a.id, a.saleOrderId, a.saleCheckId
                      from named h
                      join "PaymentAttempt" a on a.merchantId = h.merchantId and a.saleOrderId = h.saleOrderId and a.transactionUid = :transaction
                    union all
                    select 5, id, saleOrderId, saleCheckId from "PendingAttempt" where transactionUid = :transaction
                    union all
                    select 6, t.id, t.saleOrderId, t.saleCheckId
                      from named h
                      join "PaymentTransaction" t on t.merchantId = h.merchantId and t.saleOrderId = h.saleOrderId and t.uid = :transaction) as known
             order by rank, id
             limit 1
            """);

    @Override
    public Optional<PaymentNotice.Target> find(Named named) {
        return reads
                .list(
                        FIND.bind(
                                        "types",
                                        Arrays.stream(PaymentEventType.values())
                                                .filter(type -> !type.aboutRefund())
                                                .map(PaymentEventType::wireName)
                                                .toList())
                                .bind("transaction", named.transaction())
                                .bind("attempt", named.attempt())
                                .bind("parent", named.parent()),
                        row -> {
                            Optional<Long> check = Rows.optionalLong(row, "saleCheckId");
                            return new PaymentNotice.Target(
                                    check.isPresent()
                                            ? PaymentNotice.Target.Kind.SALE_CHECK
                                            : PaymentNotice.Target.Kind.SALE_ORDER,
                                    check.isPresent() ? check.get() : row.getLong("saleOrderId"));
                        })
                .stream()
                .findFirst();
    }
}
