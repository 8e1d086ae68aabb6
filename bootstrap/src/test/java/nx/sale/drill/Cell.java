package nx.sale.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.bootstrap.DevService;
import nx.sale.dev.LocalPostgres;
import nx.sale.dev.LocalStack;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.PostgresUrl;

/** A deployment with a database of its own, whose server can be followed by another. */
final class Cell implements AutoCloseable {
    private static final String OURS = "a merchant moves between two servers";

    private final LocalPostgres postgres;
    private final DevService service;

    /** Has half of the id slots, from this one on, since merchants move between the cells: see ops/scaling.md. */
    Cell(Path folder, String brokers, int firstSlot) {
        int port;
        try (LocalPostgres first = LocalPostgres.startOwn(folder, 0, OURS)) {
            port = first.port();
            Stack.sql(first.url(), "alter system set wal_level = logical");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        postgres = LocalPostgres.startOwn(folder, port, OURS);
        PostgresUrl url = PostgresUrl.of(postgres.url());
        try (Database database = new Database(new Database.Access(
                url.jdbc(), url.user().orElseThrow(), url.password().orElse(""), 2, Duration.ofSeconds(5)))) {
            database.migrate();
        }
        Stack.sql(postgres.url(), """
                insert into sale."SnowflakeSlot" (slot, owner, leasedUntil, highWater)
                select 3 + 32 * n, 'another cell', 'infinity', 0 from generate_series(0, 31) n where n not between %1$d and %1$d + 15
                """.formatted(firstSlot));
        service = DevService.start(
                LocalStack.environment(
                        postgres.url(), brokers, Stack.get().sisters().url(), 0),
                Clock.systemUTC());
    }

    Api as(String role, String merchant) {
        return Api.at(
                "http://127.0.0.1:" + service.port() + "/v1/api/sale",
                Stack.get().sisters().identity().token(role, merchant),
                merchant);
    }

    String url() {
        return postgres.url();
    }

    /** As psql and the other server reach it. */
    String address() {
        return "postgres://postgres@127.0.0.1:" + postgres.port() + "/postgres";
    }

    List<String> sql(String query) {
        return Stack.sql(postgres.url(), query);
    }

    /** Copies an order with its lines, payments and trail so many times, a minute earlier each. The kitchen has no part in the copies. */
    void multiply(String order, int times) {
        String earlier = " - n * (cast(60000 as bigint) << 22)";
        for (String table :
                List.of("SaleOrder", "SaleOrderItem", "PaymentTransaction", "PaymentAttempt", "AuditEntry")) {
            Map<String, String> columns = new LinkedHashMap<>();
            sql("select column_name from information_schema.columns where table_schema = 'sale' and is_generated = 'NEVER' and table_name = '"
                            + table + "'")
                    .forEach(column -> columns.put(column, column));
            Stream.of("id", "saleorderid").forEach(id -> columns.computeIfPresent(id, (name, same) -> same + earlier));
            columns.computeIfPresent("sentquantity", (name, same) -> "0");
            Stream.of("ordernumber", "slug", "uid", "transactionuid", "attemptid")
                    .forEach(text -> columns.computeIfPresent(text, (name, same) -> same + " || '-' || n"));
            sql("insert into %s (%s) select %s from %s cross join generate_series(1, %d) n where %s = %s"
                    .formatted(
                            table,
                            String.join(", ", columns.keySet()),
                            columns.values().stream().collect(Collectors.joining(", ")),
                            table,
                            times,
                            table.equals("SaleOrder") ? "id" : "saleOrderId",
                            order));
        }
        sql(
                "insert into SalesUnfolded (merchantId, saleOrderId, notedAt) select merchantId, id, now() - interval '1 day' from SaleOrder where id < "
                        + order);
    }

    @Override
    public void close() throws IOException {
        service.close();
        postgres.close();
    }
}
