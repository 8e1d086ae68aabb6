package nx.sale.postgres.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nx.sale.postgres.sql.Database;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a sale costs while old and new keys stand beside each other: databases of the version before, between the two steps and contracted,
 * which sell in turns. Not part of the test suite: {@code ops/bench/keys.sh} runs it.
 */
class KeysCostBench {
    private static final Logger log = LoggerFactory.getLogger(KeysCostBench.class);
    private static final long MERCHANT = 70_001;
    private static final int ORDERS = Integer.getInteger("keys.cost.orders", 20_000);
    private static final int ROUNDS = 15;
    private static final int SALES = 300;

    private long id = 4_000_000_000L;

    private interface Sale {
        void sell(BuildBefore build, long merchant, long id) throws SQLException;
    }

    private record Side(String name, BuildBefore build, Sale sale, List<Double> millis) {}

    private Side side(String name, Connection connection, Sale sale) {
        return new Side(name, new BuildBefore(connection), sale, new ArrayList<>());
    }

    private void round(Side side) throws SQLException {
        long begun = System.nanoTime();
        for (int number = 0; number < SALES; number++) {
            side.sale().sell(side.build(), MERCHANT, ++id);
        }
        side.millis().add((System.nanoTime() - begun) / 1e6 / SALES);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void report(Side both, Side one) {
        List<Double> ratios = new ArrayList<>();
        for (int number = 0; number < ROUNDS; number++) {
            ratios.add(both.millis().get(number) / one.millis().get(number));
        }
        log.atInfo().log(
                "keys cost | {} | {} | {} | {} to {} |",
                both.name(),
                one.name(),
                "%.2f".formatted(median(ratios)),
                "%.2f".formatted(ratios.stream().min(Double::compare).orElseThrow()),
                "%.2f".formatted(ratios.stream().max(Double::compare).orElseThrow()));
    }

    @Test
    void aSaleBesideBothKeys() throws Exception {
        Map<String, Connection> connections = new LinkedHashMap<>();
        for (String name : List.of("cost_before", "cost_between", "cost_contracted")) {
            KeysByMerchantTest.ofTheVersionBefore(name);
            Connection connection = KeysByMerchantTest.connect(name);
            connections.put(name, connection);
            BuildBefore build = new BuildBefore(connection);
            build.open(MERCHANT);
            build.fill(MERCHANT, 1, ORDERS);
            if (!name.equals("cost_before")) {
                try (Database database = KeysByMerchantTest.database(name)) {
                    database.migrate();
                    if (name.equals("cost_contracted")) {
                        database.contract();
                        database.contract();
                    }
                }
            }
        }
        Connection between = connections.get("cost_between");
        List<Side> sides = List.of(
                side("both keys, build before", between, BuildBefore::sell),
                side("old keys alone", connections.get("cost_before"), BuildBefore::sell),
                side("both keys, this build", between, BuildBefore::sellKeyed),
                side("new keys alone", connections.get("cost_contracted"), BuildBefore::sellKeyed));
        for (int number = -2; number < ROUNDS; number++) {
            for (Side side : sides) {
                round(side);
                if (number < 0) {
                    side.millis().clear();
                }
            }
        }
        report(sides.get(0), sides.get(1));
        report(sides.get(2), sides.get(3));
        for (Connection connection : connections.values()) {
            connection.close();
        }
    }
}
