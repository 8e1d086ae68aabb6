package nx.sale.postgres.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.payment.InboxViews;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** The webhook inbox for reading: webhooks of all merchants, and those whose owner is not known. */
public final class PostgresInboxViews implements InboxViews {
    private static final String ROWS = """
            select id, saleOrderId, eventType, transactionUid, attemptUid, body, headers, readable, outcome, error, attempts,
                   receivedAt
              from (select id, saleOrderId, eventType, transactionUid, attemptUid, body, headers, readable, outcome, error, attempts,
                           receivedAt
                      from "PaymentEvent"
                     union all
                    select id, cast(null as bigint), eventType, transactionUid, attemptUid, body, headers, readable, outcome, error,
                           attempts, receivedAt
                      from "PaymentEventUnowned") kept
            """;

    private final Reads reads;

    public PostgresInboxViews(Reads reads) {
        this.reads = reads;
    }

    private static Kept read(ResultSet row) throws SQLException {
        return new Kept(
                row.getLong("id"),
                new PaymentInbox.Webhook(
                        row.getString("eventType"),
                        Rows.optionalText(row, "transactionUid"),
                        Rows.optionalText(row, "attemptUid"),
                        row.getString("body"),
                        Jsonb.texts(row.getString("headers")),
                        row.getBoolean("readable"),
                        Rows.instant(row, "receivedAt")),
                Rows.optionalText(row, "outcome").map(WebhookOutcome::valueOf),
                Rows.optionalText(row, "error"),
                row.getInt("attempts"),
                Rows.optionalLong(row, "saleOrderId").map(OrderId::new));
    }

    private static final Sql LIST = Sql.of(ROWS + """
             where (cast(:outcome as text) is null or outcome = :outcome) and id > :after
             order by id
             limit :limit
            """);

    @Override
    public List<Kept> list(Optional<WebhookOutcome> outcome, int limit, Optional<Long> after) {
        return reads.platformLists()
                .list(
                        LIST.bind("outcome", outcome.map(Enum::name))
                                .bind("limit", limit)
                                .bind("after", after.orElse(0L)),
                        PostgresInboxViews::read);
    }

    private static final Sql COUNT = Sql.of("""
            select (select count(*) from "PaymentEvent" where cast(:outcome as text) is null or outcome = :outcome)
                 + (select count(*) from "PaymentEventUnowned" where cast(:outcome as text) is null or outcome = :outcome) as kept
            """);

    @Override
    public long count(Optional<WebhookOutcome> outcome) {
        return reads.platformLists()
                .first(COUNT.bind("outcome", outcome.map(Enum::name)), row -> row.getLong("kept"))
                .orElseThrow();
    }

    private static final Sql FIND = Sql.of(ROWS + " where id = :id");

    @Override
    public Optional<Kept> find(long id) {
        return reads.first(FIND.bind("id", id), PostgresInboxViews::read);
    }
}
