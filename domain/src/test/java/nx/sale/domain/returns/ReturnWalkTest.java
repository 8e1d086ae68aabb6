package nx.sale.domain.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.settlement.Returned;
import nx.sale.domain.order.settlement.Tally;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundError;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Seeded;
import nx.sale.domain.shared.Tender;
import org.junit.jupiter.api.Test;

/**
 * Over every random sequence of payments with tips in rounded cash and otherwise, reversals, write-offs, returns by line and again, refunds that fail, are answered, retried and
 * resolved: nothing is given back twice, nothing is open that nobody can close, and an order of which everything came back ends at exactly nothing kept.
 */
class ReturnWalkTest {
    private static final int SEQUENCES = Integer.getInteger("sequences", 7_000);
    private static final int STEPS = 14;
    private static final List<String> CURRENCIES = List.of("VND", "USD", "KWD", "JPY");
    private static final Map<String, String> COINS = Map.of("VND", "500", "USD", "0.05");
    private static final List<String> PRICES = List.of("0.05", "1.11", "3.3333", "47", "9999.99");
    private static final List<String> QUANTITIES = List.of("1", "2", "3", "7", "0.333");

    private final Set<String> done = new TreeSet<>();
    private final Set<Refund.Status> ends = EnumSet.noneOf(Refund.Status.class);

    // RETURN-3, RETURN-6
    // RETURN-23
    @Test
    void nothingIsGivenBackTwice_andAFullReturnKeepsNothing() {
        Seeded.times(SEQUENCES, this::walk);

        assertThat(done)
                .contains(
                        "full",
                        "partial",
                        "unpaid",
                        "divided",
                        "failed",
                        "retried",
                        "twice",
                        "reversed",
                        "rounded",
                        "tipped",
                        "nothing left");
        assertThat(ends).hasSize(Refund.Status.values().length);
    }

    private void walk(Random random) {
        Sale sale = sold(random);
        int steps = 1 + random.nextInt(2 * STEPS);
        for (int step = 0; step < steps; step++) {
            step(random, sale);
            requireAll(sale);
        }
        drain(sale);
        assertThat(sale.header().progress().returned().status()).isEqualTo(Returned.Status.FULL);
        done.add("full");
        if (!sale.rounding().zero()) {
            done.add("rounded");
        }
        if (sale.header().progress().tally().tip().positive()) {
            done.add("tipped");
        }
        sale.refunds().map(Refund::status).forEach(ends::add);
        sale.reviews()
                .filter(review -> review.kind() == PaymentReview.Kind.REFUNDED_TWICE)
                .forEach(review -> done.add("twice"));
    }

    private Sale sold(Random random) {
        random.nextInt(); // generators of neighbouring seeds begin alike: all sales would be in one currency
        CurrencyCode currency = new CurrencyCode(Seeded.one(random, CURRENCIES));
        String[] dishes = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(number -> Seeded.one(random, PRICES) + "x" + Seeded.one(random, QUANTITIES))
                .toArray(String[]::new);
        boolean charged = currency.equals(CurrencyCode.VND) && random.nextBoolean();
        boolean rounded = COINS.containsKey(currency.value()) && random.nextBoolean();
        Sale sale = Sale.of(
                currency,
                rounded ? TestOrders.rounding(currency, COINS.get(currency.value())) : Settings.DEFAULT,
                charged ? TestOrders.CHARGES : List.of(),
                Seeded.one(random, List.of("0", "8", "7.25")),
                dishes);
        boolean open = sale.header().status() != OrderStatus.COMPLETED;
        if (open && random.nextInt(3) == 0) {
            done.add("divided");
            sale.divide(2 + random.nextInt(3));
        }
        while (sale.header().status() != OrderStatus.COMPLETED) {
            settle(random, sale);
        }
        return sale;
    }

    /** Pays a part or all of what is due somewhere, or writes it off. */
    private void settle(Random random, Sale sale) {
        List<SaleCheck> checks = sale.act((bill, ledger) -> bill.checks());
        Optional<SaleCheck> open =
                checks.stream().filter(check -> check.status().open()).findFirst();
        Tender tender = Seeded.one(random, List.of(Tender.CARD, Tender.CASH, Tender.QR));
        Tally tally = open.map(SaleCheck::tally)
                .orElseGet(() -> sale.header().progress().tally());
        Money due = tender == Tender.CASH && random.nextBoolean() ? tally.cashDue() : tally.due();
        Optional<CheckId> check = open.map(SaleCheck::id);
        if (open.filter(one -> one.paid().zero()).isPresent() && random.nextInt(6) == 0) {
            sale.writeOff(checks.indexOf(open.get()));
            return;
        }
        Money half = new Money(
                due.amount().divide(new BigDecimal("2")).setScale(due.currency().digits(), RoundingMode.UP),
                due.currency());
        Money amount = random.nextInt(3) == 0 ? half : random.nextInt(5) == 0 ? due.plus(half) : due;
        Money tip = random.nextInt(4) == 0 ? half.min(amount) : Money.zero(due.currency());
        Money more = random.nextBoolean() ? amount.plus(tip) : amount;
        sale.tip("a" + random.nextInt(1_000_000), tender, more.canonical(), tip.canonical(), check);
    }

    /** Everything that can go back goes: all goods, each review, each refund that failed. Then nothing is left but tips and what was decided to stay. */
    private void drain(Sale sale) {
        everything(sale);
        requireAll(sale);
        boolean more = true;
        while (more) {
            more = false;
            for (PaymentReview review :
                    sale.reviews().filter(PaymentReview::open).toList()) {
                if (review.kind().held()
                        && Sale.refusal(() -> sale.decide(review.id(), PaymentReview.Status.REFUNDED, true))
                                .isEmpty()) {
                    more = true;
                    requireAll(sale);
                }
            }
            for (Refund refund : sale.refunds().toList()) {
                for (String to : sale.payments()) {
                    if (refund.status() == Refund.Status.FAILED && retried(sale, refund, to)) {
                        more = true;
                        requireAll(sale);
                        break;
                    }
                }
            }
        }
        assertThat(sale.refunds().filter(Refund::failed).filter(Refund::open)).isEmpty();
        for (Optional<CheckId> check : sale.bills()) {
            assertThat(sale.inHouse(check)).as("what stays of bill %s", check).isLessThanOrEqualTo(sale.stays(check));
        }
    }

    private void requireAll(Sale sale) {
        sale.requireConserved();
        sale.requireOneWayBack();
        sale.requireOpenCanBeClosed();
        sale.refunds().filter(refund -> refund.failed() && !refund.open()).forEach(refund -> done.add("nothing left"));
    }

    /** Tries a refund again with all that a payment has for it. */
    private static boolean retried(Sale sale, Refund refund, String to) {
        List<Money> possible = new ArrayList<>();
        try {
            sale.retry(refund.id(), Optional.of(to), Optional.of(Tender.CASH));
            return true;
        } catch (Rejected refused) {
            if (refused.error() instanceof RefundError.Exceeds exceeds) {
                possible.add(Sale.inCoins(exceeds.possible()));
            }
        }
        return possible.stream()
                .filter(Money::positive)
                .anyMatch(part -> Sale.refusal(() ->
                                sale.retry(refund.id(), Optional.of(to), Optional.of(Tender.CASH), Optional.of(part)))
                        .isEmpty());
    }

    /** Money that comes after goods went back, what staff and managers decide, and what the provider takes back. */
    private void later(Random random, Sale sale) {
        switch (random.nextInt(5)) {
            case 0 -> {
                Money price = sale.money(Seeded.one(random, PRICES)).payable();
                Money amount = random.nextBoolean() ? sale.header().totals().total() : price;
                if (amount.positive()) {
                    Money tip = random.nextInt(4) == 0 ? amount.min(price) : sale.money("0");
                    sale.tip(
                            "b" + random.nextInt(1_000_000),
                            Seeded.one(random, List.of(Tender.CARD, Tender.CASH, Tender.QR)),
                            amount.canonical(),
                            tip.canonical(),
                            Seeded.one(random, sale.bills()));
                    done.add("paid later");
                }
            }
            case 1, 2 ->
                sale.reviews()
                        .filter(PaymentReview::open)
                        .skip(random.nextInt(2))
                        .findFirst()
                        .ifPresent(review -> decide(random, sale, review));
            case 3 -> {
                if (!sale.payments().isEmpty()) {
                    String uid = Seeded.one(random, sale.payments());
                    Money tip = random.nextBoolean()
                            ? sale.money("0")
                            : sale.amount(uid)
                                    .min(sale.money(Seeded.one(random, PRICES)))
                                    .payable();
                    if (Sale.refusal(() -> sale.enterTip(uid, tip.canonical())).isEmpty()) {
                        done.add("tip entered");
                    }
                }
            }
            default -> {
                if (!sale.payments().isEmpty() && random.nextInt(2) == 0) {
                    String uid = Seeded.one(random, sale.payments());
                    Money part = sale.amount(uid)
                            .min(sale.money(Seeded.one(random, PRICES)).payable());
                    if (part.positive()) {
                        sale.reverse(uid, part.canonical());
                        done.add("partly reversed");
                    }
                }
            }
        }
    }

    private void decide(Random random, Sale sale, PaymentReview review) {
        PaymentReview.Status end =
                Seeded.one(random, List.copyOf(EnumSet.copyOf(review.kind().resolutions())));
        if (Sale.refusal(() -> sale.decide(review.id(), end, random.nextBoolean()))
                .isEmpty()) {
            done.add(review.kind() + " " + end);
        }
    }

    private void step(Random random, Sale sale) {
        List<Refund> refunds = sale.refunds().toList();
        int choice = random.nextInt(15);
        if (choice >= 10) {
            later(random, sale);
            return;
        }
        if (choice < 3 || refunds.isEmpty()) {
            returned(random, sale);
            return;
        }
        Refund refund = Seeded.one(random, refunds);
        switch (choice) {
            case 3, 4, 5 -> {
                if (refund.number() > 0) {
                    Refund.Status told = Seeded.one(
                            random,
                            List.of(
                                    Refund.Status.SENT,
                                    Refund.Status.FAILED,
                                    Refund.Status.FAILED,
                                    Refund.Status.SUCCESS));
                    sale.answer(refund.id(), told)
                            .filter(change -> change.refund().status() == Refund.Status.FAILED)
                            .ifPresent(change -> done.add("failed"));
                }
            }
            case 6 ->
                Sale.refusal(() ->
                        sale.resolve(refund.id(), random.nextBoolean() ? Refund.Status.MANUAL : Refund.Status.FAILED));
            case 7, 8 -> {
                Optional<Tender> by = random.nextBoolean() ? Optional.empty() : Optional.of(Tender.CASH);
                if (Sale.refusal(() -> sale.retry(refund.id(), Optional.empty(), by))
                        .isEmpty()) {
                    done.add("retried");
                }
            }
            default -> {
                if (refund.source().attemptUid().isPresent() && random.nextInt(3) == 0) {
                    sale.reverse(refund.source().attemptUid().get());
                    done.add("reversed");
                }
            }
        }
    }

    private void returned(Random random, Sale sale) {
        int line = random.nextInt(sale.lines().size());
        Quantity left = sale.left(line);
        Quantity some = left.min(Quantity.of(Seeded.one(random, List.of("1", "2", "0.1"))));
        if (some.positive()) {
            Returning.Accepted accepted = sale.back(line + "x" + some);
            done.add("partial");
            if (accepted.event().goods().sums().unpaid().positive()) {
                done.add("unpaid");
            }
        }
    }

    private static void everything(Sale sale) {
        String[] rest = IntStream.range(0, sale.lines().size())
                .filter(line -> sale.left(line).positive())
                .mapToObj(line -> line + "x" + sale.left(line))
                .toArray(String[]::new);
        if (rest.length > 0) {
            sale.back(rest);
        }
    }
}
