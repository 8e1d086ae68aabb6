package nx.sale.journey;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import nx.sale.domain.shared.Seeded;
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random stories of one order over HTTP: payments with tips and rounded cash, some taken back, then goods that come back, and what MQ-Pay says of
 * their refunds. Each story is played once in its order and five times with repeats and in any order: 300 sequences end as the ordered ones do.
 */
class RefundSequencesJourneyTest {
    private static final int STORIES = 60;
    private static final int SHAKEN = 5;
    private static final BigDecimal COIN = new BigDecimal("500");
    /** Stands in a webhook for the order that it is about. */
    private static final String ORDER = "@";

    private final String merchant = Long.toString(System.nanoTime());
    private final Api manager = as("manager");
    private final Api cashier = as("cashier");
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final HikariDataSource pool = Stack.pool(Stack.get().postgresUrl());

    private Api as(String role) {
        return Api.at(Stack.get().baseUrl(), Stack.get().sisters().identity().token(role, merchant), merchant)
                .with("x-device-info", "till-" + merchant);
    }

    @BeforeEach
    void aRoomThatRoundsCash() {
        Api owner = as("owner");
        owner.put("/catalogue/channels", json("{'channels':[{'id':'%s','name':'Room','currency':'VND'}]}", merchant))
                .expect(200);
        owner.put("/settings", json("{'cashIncrement':{'VND':'%s'}}", COIN)).expect(200);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private List<String> rows(String query) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(Stack.quoted(query))) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    values.add(result.getString(column));
                }
                rows.add(values.toString());
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something that happens to the order of a play. */
    @FunctionalInterface
    private interface Step {
        void on(Play play);
    }

    /** A story once, on an order of its own. */
    private final class Play {
        private final String order;
        private final BigDecimal total;
        private final List<String> refunds = new ArrayList<>();
        private final Set<Integer> byHand = new HashSet<>();
        private final Set<Integer> succeeded = new HashSet<>();
        private BigDecimal twice = BigDecimal.ZERO;

        Play(String price) {
            order = cashier.post(
                            "/sale-orders",
                            json(
                                    "{'saleChannelId':'%s','items':[{'mode':'CUSTOM','name':'Dish','basePrice':'%s','quantity':'3'},"
                                            + "{'mode':'CUSTOM','name':'Drink','basePrice':'9111','quantity':'2'}]}",
                                    merchant, price))
                    .expect(201)
                    .at("/id");
            total = new BigDecimal(cashier.checkout(order).expect(200).at("/total"));
        }

        private String status() {
            return rows("select status from SaleOrder where id = " + order).getFirst();
        }

        /** All of it is paid in the end, and once it is, it stays so. */
        void paid(List<Step> payments) {
            boolean settled = false;
            for (Step payment : payments) {
                payment.on(this);
                boolean now = status().equals("[COMPLETED]");
                assertThat(now || !settled).as("more money unsettles nothing").isTrue();
                settled = now;
            }
        }

        void back(int line, int quantity) {
            String item = rows("select id from SaleOrderItem where saleOrderId = " + order + " order by id")
                    .get(line)
                    .replaceAll("\\D", "");
            cashier.post(
                            "/sale-orders/" + order + "/returns",
                            json("{'lines':[{'itemId':'%s','quantity':'%s'}]}", item, quantity))
                    .expect(200)
                    .body()
                    .at("/refunds")
                    .forEach(refund -> {
                        if (refund.at("/way").asText().equals("MQ_PAY")) {
                            refunds.add(refund.at("/id").asText());
                        }
                    });
        }

        void answered(int refund, String said) {
            Webhooks.refund(said, refunds.get(refund)).expect(200);
            if (said.equals("success") && succeeded.add(refund) && byHand.contains(refund)) {
                twice = twice.add(new BigDecimal(rows("select amount from Refund where id = " + refunds.get(refund))
                        .getFirst()
                        .replaceAll("[\\[\\]]", "")));
            }
        }

        void byHand(int refund) {
            boolean over = byHand.contains(refund) || succeeded.contains(refund);
            manager.post(
                            "/refunds/" + refunds.get(refund) + "/resolve",
                            json("{'resolution':'MANUAL','note':'at the bank'}"))
                    .expect(over ? 409 : 200);
            byHand.add(refund);
        }

        /**
         * Order, refunds, what people must review, and the books: everything but which payment it was of.
         *
         * @param given whether a success may be money that was given twice by what came before it: by hand, where staff are refused after it,
         *     or by the provider, who took the payment back
         */
        List<String> state(boolean given) {
            String here = " where saleOrderId = " + order;
            String sums = " group by 1, 2 having sum(amount) <> 0 order by 1, 2";
            List<String> state = new ArrayList<>(rows(
                    "select status, refundStatus, refunded, paid, received, cashRounding, tip from SaleOrder where id = "
                            + order));
            state.addAll(rows("select number, way, tender, amount, status from Refund" + here + " order by id"));
            state.addAll(rows("select kind, sum(amount) from PaymentReview" + here + " and status = 'OPEN'"
                    + (given ? " and kind <> 'REFUNDED_TWICE'" : "") + " group by 1 order by 1"));
            state.addAll(rows("select kind, tender, sum(amount) from SalesEntry" + here + sums));
            state.addAll(rows("select kind, tender, sum(amount) from TillEntry" + here + sums));
            state.addAll(rows("select kind, tender, sum(amount) from TillReturn" + here + sums));
            return state;
        }

        /** What was given by hand and by MQ-Pay is a review, whatever came first. */
        void requireTwice() {
            assertThat(new BigDecimal(
                            rows("select coalesce(sum(amount), 0) from PaymentReview where kind = 'REFUNDED_TWICE'"
                                            + " and saleOrderId = " + order)
                                    .getFirst()
                                    .replaceAll("[\\[\\]]", "")))
                    .isEqualByComparingTo(twice);
        }
    }

    private static Step sent(Webhooks.Webhook webhook) {
        String body = webhook.body();
        return play -> Webhooks.send(body.replace(ORDER, play.order)).expect(200);
    }

    private static Webhooks.Webhook attempt(String outcome, String name, BigDecimal amount, String method) {
        return Webhooks.attempt(outcome, ORDER)
                .attempt(name + "-" + ORDER)
                .amount(amount.toPlainString())
                .method(method);
    }

    private static BigDecimal nearest(BigDecimal amount) {
        return amount.divide(COIN, 0, RoundingMode.HALF_UP).multiply(COIN).max(COIN);
    }

    private static BigDecimal part(BigDecimal total, int parts) {
        return total.divideToIntegralValue(BigDecimal.valueOf(parts));
    }

    /** What pays the whole bill: a card, and rounded cash for the rest; each may have a tip, and a payment may have been taken back. */
    private List<Step> payments(Random random, BigDecimal total) {
        List<Step> steps = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            steps.add(sent(attempt("failed", "f", BigDecimal.TEN, "CARD")));
        }
        boolean takenBack = random.nextInt(3) == 0;
        if (takenBack) {
            // In coins: what it brings and takes with it is no surplus, which would be of the payment that came last.
            BigDecimal coins = part(total, 4).divideToIntegralValue(COIN).multiply(COIN);
            steps.add(sent(attempt("success", "c", coins, "CARD")));
            steps.add(sent(attempt("cancelled", "c", coins, "CARD")));
            done.add("taken back");
        }
        BigDecimal received = BigDecimal.ZERO;
        BigDecimal card = Seeded.one(random, List.of(part(total, 3), part(total, 2), total, BigDecimal.ZERO));
        for (String method : List.of("CARD", "CASH")) {
            BigDecimal bill = method.equals("CARD") ? card : total.subtract(card);
            if (bill.signum() > 0) {
                BigDecimal tip = Seeded.one(random, List.of(BigDecimal.ZERO, new BigDecimal("2000")));
                BigDecimal amount = (method.equals("CARD") ? bill : nearest(bill)).add(tip);
                received = received.add(amount);
                steps.add(sent(attempt("success", method.equals("CARD") ? "a" : "b", amount, method)
                        .tip(tip.signum() > 0 ? tip.toPlainString() : "")));
                done.add(method + (tip.signum() > 0 ? " with a tip" : ""));
            }
        }
        if (!takenBack && random.nextBoolean()) {
            steps.add(sent(Webhooks.settled(ORDER).paid(received.toPlainString())));
            done.add("settled");
        }
        return steps;
    }

    /** What is said of the refunds; beside it the card may be taken back and more money may come, or staff give money by hand. */
    private List<Step> answers(Random random, int refunds, BigDecimal total, boolean byHand, boolean takenBack) {
        List<Step> steps = new ArrayList<>();
        for (int number = 0; number < refunds; number++) {
            int refund = number;
            for (String said : List.of("sent", "failed", "by hand", "success")) {
                if ((byHand || !said.equals("by hand")) && random.nextBoolean()) {
                    steps.add(
                            said.equals("by hand") ? play -> play.byHand(refund) : play -> play.answered(refund, said));
                    done.add(said);
                }
            }
        }
        if (takenBack && refunds > 0) {
            steps.add(sent(attempt("cancelled", "a", total, "CARD")));
            done.add("taken back after it");
        }
        if (!byHand && random.nextInt(3) == 0) {
            steps.add(sent(attempt("success", "m", new BigDecimal("10000"), Seeded.one(random, List.of("QR", "CASH")))
                    .tip("3000")));
            done.add("more money");
        }
        return steps;
    }

    private static List<Step> shaken(Random random, List<Step> ordered) {
        List<Step> shaken = new ArrayList<>(ordered);
        ordered.stream().filter(step -> random.nextInt(3) == 0).forEach(shaken::add);
        Collections.shuffle(shaken, random);
        return shaken;
    }

    private static void together(ExecutorService threads, IntConsumer each) {
        CompletableFuture.allOf(IntStream.rangeClosed(0, SHAKEN)
                        .mapToObj(number -> CompletableFuture.runAsync(() -> each.accept(number), threads))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private void story(Random random, ExecutorService threads) {
        random.nextInt(); // generators of neighbouring seeds begin alike
        String price = Seeded.one(random, List.of("15777", "9999", "40404"));
        boolean byHand = random.nextBoolean();
        boolean takenBack = !byHand && random.nextInt(3) == 0;
        int line = random.nextInt(2);
        int quantity = 1 + random.nextInt(2);
        Play[] plays = new Play[1 + SHAKEN];
        together(threads, number -> plays[number] = new Play(price));
        BigDecimal total = plays[0].total;
        List<Step> payments = payments(random, total);
        List<List<Step>> orders = sequences(random, payments, List.of());

        together(threads, number -> plays[number].paid(orders.get(number)));
        requireAlike(plays, byHand);
        requirePaid(plays[0]);
        boolean more = random.nextBoolean();
        together(threads, number -> {
            plays[number].back(line, quantity);
            if (more) {
                plays[number].back(1 - line, 1);
            }
        });
        requireAlike(plays, byHand);
        List<List<Step>> answers =
                sequences(random, answers(random, plays[0].refunds.size(), total, byHand, takenBack), payments);
        together(threads, number -> answers.get(number).forEach(step -> step.on(plays[number])));

        requireAlike(plays, byHand || takenBack);
        for (Play play : plays) {
            if (byHand) {
                play.requireTwice();
            }
            if (play.twice.signum() > 0) {
                done.add("given twice");
            }
        }
    }

    /** The ordered one, then the shaken ones: these with some of what came before once more. */
    private static List<List<Step>> sequences(Random random, List<Step> ordered, List<Step> before) {
        List<List<Step>> sequences = new ArrayList<>(List.of(ordered));
        for (int number = 0; number < SHAKEN; number++) {
            List<Step> all = new ArrayList<>(ordered);
            before.stream().filter(step -> random.nextInt(6) == 0).forEach(all::add);
            sequences.add(shaken(random, all));
        }
        return sequences;
    }

    private void requirePaid(Play play) {
        Api.Reply bill = cashier.get("/sale-orders/" + play.order).expect(200);
        assertThat(bill.at("/due")).isEqualTo("0");
        assertThat(bill.at("/cashDue")).isEqualTo("0");
    }

    private static void requireAlike(Play[] plays, boolean byHand) {
        List<String> ordered = plays[0].state(byHand);
        for (Play play : plays) {
            assertThat(play.state(byHand)).isEqualTo(ordered);
        }
    }

    // RETURN-6
    // RETURN-12
    // RETURN-13
    // ROUND-3
    // TIP-2
    @Test
    void repeatedAndInAnyOrder_theyEndAsTheOrderedOnes() {
        try (ExecutorService threads = Executors.newFixedThreadPool(1 + SHAKEN)) {
            Seeded.times(STORIES, random -> story(random, threads));
        }

        assertThat(done)
                .contains(
                        "taken back",
                        "CARD",
                        "CARD with a tip",
                        "CASH",
                        "CASH with a tip",
                        "settled",
                        "sent",
                        "failed",
                        "success",
                        "by hand",
                        "given twice",
                        "taken back after it",
                        "more money");
        Audit.nothingIsLost();
    }
}
