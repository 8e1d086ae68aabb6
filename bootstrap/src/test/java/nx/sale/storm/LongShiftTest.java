package nx.sale.storm;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import nx.sale.dev.Restaurant;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Totals;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.Takings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shift.TillBooking;
import nx.sale.drill.DrillSite;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.postgres.shift.PostgresShifts;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Gate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shift of many orders is closed with all of them on its Z. Told beside closing one of few, over HTTP, alternated in one run; {@code
 * ops/bench/shift-close.sh} does so with ten thousand. The orders are rows of their own, each booked in a transaction as its payment would.
 */
class LongShiftTest {
    private static final int FEW = 10;
    private static final int MANY = Integer.getInteger("shift.orders", 500);
    private static final int PAIRS = Integer.getInteger("shift.pairs", 1);
    private static final int WARM = Integer.getInteger("shift.warm", 5);
    private static final Money AMOUNT = Money.of("2160", CurrencyCode.VND);
    private static final Money ZERO = Money.zero(CurrencyCode.VND);

    private final AtomicLong numbers = new AtomicLong(800_000_000_000L);
    private final PostgresShifts shifts = new PostgresShifts(numbers::incrementAndGet);

    @TempDir
    Path folder;

    /** A shift with so many orders, closed; how long the closing took, in nanoseconds. */
    private long closed(DrillSite site, PostgresUnitOfWork work, String till, int orders) {
        Api manager = site.as("manager").with("x-device-info", till);
        String session = manager.openShift("0").expect(201).at("/id");
        long first = numbers.getAndAdd(orders);
        site.sql("""
                insert into "SaleOrder"
                       (id, merchantId, saleChannelId, deviceId, orderNumber, slug, orderType, currency, exchangeRate, name, status,
                        draftAt, processingAt, completedAt, subtotal, discount, tax, rounding, total, paid, received, paidItemIds,
                        businessDate, paymentSequence, changedSequence, createdAt, createdBy, modifiedAt, modifiedBy, revision)
                select %d + g, %s, 1, '%s', 's' || %1$d + g, 's' || %1$d + g, 'DINE_IN', 'VND', 1, 's' || g, 'COMPLETED',
                       now(), now(), now(), 2160, 0, 0, 0, 2160, 2160, 2160, '{}', current_date, 1, 3, now(), 'x', now(), 'x', 4
                  from generate_series(0, %d) g
                """.formatted(first, Restaurant.MERCHANT, till, orders - 1));
        for (int number = 0; number < orders; number++) {
            OrderId order = new OrderId(first + number);
            work.run(tx -> {
                shifts.addBooking(tx, booking(till, order));
                return order;
            });
        }
        long start = System.nanoTime();
        Api.Reply answer = manager.post(
                "/pos/sessions/" + session + "/close",
                json("{'actualCash':'%s','handOver':true}", new BigDecimal(2160L * orders)));
        long took = System.nanoTime() - start;
        assertThat(answer.expect(200).at("/outcome")).isEqualTo("CLOSED");
        Api.Reply z = manager.get("/pos/sessions/" + session + "/z-report").expect(200);
        assertThat(z.at("/content/sales/0/orders")).isEqualTo(Integer.toString(orders));
        assertThat(z.at("/content/cash/expected")).isEqualTo(Long.toString(2160L * orders));
        return took;
    }

    private static TillBooking booking(String till, OrderId order) {
        return new TillBooking(
                new MerchantId(Long.parseLong(Restaurant.MERCHANT)),
                new DeviceId(till),
                order,
                Optional.empty(),
                List.of(new Takings.Change(Optional.of(Tender.CASH), 1, AMOUNT)),
                PaymentEvent.Beside.nothing(AMOUNT.currency()),
                Optional.of(new TillBooking.Sale(TillBooking.Outcome.COMPLETED, Totals.of(AMOUNT, ZERO, ZERO))),
                Clock.systemUTC().instant());
    }

    @Test
    void itIsClosedWithAllItsOrders() throws IOException {
        try (DrillSite site = DrillSite.inside(folder);
                HikariDataSource pool = Stack.pool(site.postgresUrl())) {
            PostgresUnitOfWork work = new PostgresUnitOfWork(Database.jdbi(pool), new Gate(10, Duration.ofSeconds(5)));
            for (int warm = 0; warm < WARM; warm++) {
                closed(site, work, "warm", 1);
            }
            double[] ratios = new double[PAIRS];
            for (int pair = 0; pair < PAIRS; pair++) {
                long few = medianOfThree(site, work, "few", FEW);
                long many = medianOfThree(site, work, "many", MANY);
                ratios[pair] = (double) many / few;
                System.out.printf(
                        "shift pair %d: %d orders %.2f ms, %d orders %.2f ms, x %.2f%n",
                        pair + 1, FEW, few / 1e6, MANY, many / 1e6, ratios[pair]);
            }
            Arrays.sort(ratios);
            System.out.printf(
                    "shift median: closing %d orders takes x %.2f of closing %d%n", MANY, ratios[PAIRS / 2], FEW);
        }
    }

    private long medianOfThree(DrillSite site, PostgresUnitOfWork work, String till, int orders) {
        long[] times = {
            closed(site, work, till, orders), closed(site, work, till, orders), closed(site, work, till, orders)
        };
        Arrays.sort(times);
        return times[1];
    }
}
