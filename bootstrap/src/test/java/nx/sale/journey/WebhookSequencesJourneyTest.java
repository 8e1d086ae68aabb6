package nx.sale.journey;

import static nx.sale.kit.Menu.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nx.sale.domain.shared.Seeded;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;

/** 300 random webhook sequences over HTTP, several of one order at the same moment, end as the ordered ones do. */
class WebhookSequencesJourneyTest {
    private static final int SEQUENCES = 300;
    private final Api cashier = Stack.as("cashier");

    @Test
    void repeatedReorderedAndAtTheSameMoment_theyEndAsTheOrderedOnes() {
        try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
            Seeded.times(SEQUENCES, random -> {
                String order = cashier.open(TEA.x(10));
                BigDecimal total =
                        new BigDecimal(cashier.checkout(order).expect(200).at("/total"));
                List<String> webhooks = new ArrayList<>();
                BigDecimal paid = BigDecimal.ZERO;
                boolean late = false;
                for (int number = 0; number < 1 + random.nextInt(3); number++) {
                    String outcome = Seeded.one(random, List.of("success", "success", "failed", "expired"));
                    BigDecimal amount = BigDecimal.valueOf(Seeded.one(random, List.of(1_000, 54_000, 108_000)));
                    if (outcome.equals("success")) {
                        paid = paid.add(amount);
                    }
                    webhooks.add(Webhooks.attempt(outcome, order)
                            .attempt("a" + number + "-" + order)
                            .amount(amount.toPlainString())
                            .body());
                }
                if (random.nextBoolean()) {
                    webhooks.add(
                            Webhooks.settled(order).paid(paid.toPlainString()).body());
                }
                List<String> shaken = shaken(random, webhooks);

                CompletableFuture.allOf(shaken.stream()
                                .map(body -> CompletableFuture.runAsync(
                                        () -> Webhooks.send(body).expect(200), pool))
                                .toArray(CompletableFuture[]::new))
                        .join();

                Api.Reply end = cashier.get("/sale-orders/" + order).expect(200);
                assertThat(new BigDecimal(end.at("/counter/paid"))).isEqualByComparingTo(paid);
                assertThat(end.at("/status"))
                        .isEqualTo(
                                paid.signum() == 0
                                        ? "PROCESSING"
                                        : paid.compareTo(total) < 0 ? "PARTIAL" : "COMPLETED");
                List<String> over = paid.compareTo(total) > 0
                        ? List.of("OVERPAID|" + paid.subtract(total).setScale(4).toPlainString())
                        : List.of();
                assertThat(Stack.sql(
                                "select kind, sum(amount) from PaymentReview where status = 'OPEN' and saleOrderId = "
                                        + order + " group by kind"))
                        .isEqualTo(over);
            });
        }
        assertThat(
                        Stack.sql(
                                "select count(*) from SaleOrder o where received <> paid + coalesce((select sum(amount) from "
                                        + "PaymentReview r where r.saleOrderId = o.id and kind = 'LATE' and r.status <> 'APPLIED'), 0)"))
                .containsExactly("0");
    }

    private static List<String> shaken(Random random, List<String> webhooks) {
        List<String> shaken = new ArrayList<>(webhooks);
        webhooks.stream().filter(body -> random.nextBoolean()).forEach(shaken::add);
        Collections.shuffle(shaken, random);
        return shaken;
    }
}
