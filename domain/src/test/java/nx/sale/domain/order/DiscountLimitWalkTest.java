package nx.sale.domain.order;

import static nx.sale.domain.fixture.TestOrders.GROUNDS;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.VIET_NAM;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static nx.sale.domain.fixture.TestOrders.special;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.order.discount.LineDiscount;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Seeded;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Random evenings of a cashier with a limit and a manager who allows amounts, over orders that are merged and split: judged a second
 * time by a model that counts in plain decimals.
 */
class DiscountLimitWalkTest {
    private static final int WALKS = 4_000;
    private static final int STEPS = 25;
    private static final BigDecimal TWENTY = new BigDecimal("20");
    private static final BigDecimal ROUNDING = new BigDecimal("0.02");

    // DISCOUNT-12
    // DISCOUNT-19
    @Test
    void nobodyPassesTheLimit_andNobodyIsRefusedBecauseOfASplit() {
        Map<String, Integer> done = new TreeMap<>();

        walk(random -> new Evening(random, done));

        assertThat(done.keySet())
                .contains(
                        "above",
                        "add",
                        "allow",
                        "comp",
                        "give",
                        "merge",
                        "moved",
                        "refused",
                        "remove",
                        "split",
                        "takeBack",
                        "undo");
    }

    private static void walk(Function<Random, Evening> begun) {
        Seeded.times(WALKS, random -> {
            Evening evening = begun.apply(random);
            for (int step = 0; step < STEPS; step++) {
                evening.step();
                evening.check();
            }
        });
    }

    /** Walks by a rule that is wrong on purpose are found, by the check that is there for it. */
    @Nested
    class WrongRules {
        private static void assertFound(String by, Function<Random, Evening> wrong) {
            assertThatThrownBy(() -> walk(wrong))
                    .isInstanceOf(AssertionError.class)
                    .hasStackTraceContaining(by);
        }

        // DISCOUNT-19
        @Test
        void aWordThatIsNotDividedByASplitIsFound() {
            assertFound("no more is said after a split than was", random -> new Evening(random, new TreeMap<>()) {
                @Override
                OrderSnapshot became(String what, List<OrderSnapshot> before, OrderSnapshot order) {
                    Map<AdjustmentId, BigDecimal> whole = words(before.getFirst());
                    return what.equals("split")
                            ? withWords(
                                    order,
                                    (adjustment, word) -> new Adjustment.Allowed(
                                            word.by(),
                                            new Money(
                                                    whole.getOrDefault(
                                                            adjustment.root(),
                                                            word.upTo().amount()),
                                                    CurrencyCode.VND),
                                            word.of()))
                            : order;
                }
            });
        }

        // DISCOUNT-19
        @Test
        void whatAnOperationAllowedAndKeepsForGoodIsFound() {
            assertFound("no more is said after a", random -> new Evening(random, new TreeMap<>()) {
                @Override
                OrderSnapshot became(String what, List<OrderSnapshot> before, OrderSnapshot order) {
                    return withWords(
                            order, (adjustment, word) -> new Adjustment.Allowed(word.by(), word.upTo(), word.of()));
                }
            });
        }

        // DISCOUNT-19
        @Test
        void aMergeThatMakesRightWhatWasWrongIsFound() {
            assertFound("no more is said after a merge than was", random -> new Evening(random, new TreeMap<>()) {
                @Override
                OrderSnapshot became(String what, List<OrderSnapshot> before, OrderSnapshot order) {
                    return what.equals("merge") && draft(order)
                            ? order.aboveLimit(TWENTY).stream()
                                    .filter(excess -> excess.line().isEmpty())
                                    .findFirst()
                                    .map(excess -> allowed(order, excess, excess.discount()))
                                    .orElse(order)
                            : order;
                }
            });
        }

        // DISCOUNT-19
        @Test
        void aWordThatAnUndoForgetsIsFound() {
            assertFound("nothing said is lost by an undo", random -> new Evening(random, new TreeMap<>()) {
                @Override
                OrderSnapshot became(String what, List<OrderSnapshot> before, OrderSnapshot order) {
                    return what.equals("undo")
                            ? withWords(
                                    order,
                                    (adjustment, word) ->
                                            new Adjustment.Allowed(word.by(), word.upTo(), word.of(), word.upTo()))
                            : order;
                }
            });
        }

        // DISCOUNT-19
        @Test
        void aSplitThatAllowsNothingIsFound() {
            assertFound("right before a", random -> new Evening(random, new TreeMap<>()) {
                @Override
                OrderSnapshot became(String what, List<OrderSnapshot> before, OrderSnapshot order) {
                    return withWords(
                            order, (adjustment, word) -> new Adjustment.Allowed(word.by(), word.said(), word.of()));
                }
            });
        }

        // DISCOUNT-12
        // DISCOUNT-19
        @Test
        void aCheckoutThatForgetsWhatLiesOnTheLinesIsFound() {
            assertFound("checkout of order", random -> new Evening(random, new TreeMap<>()) {
                @Override
                List<DiscountLimit.Excess> judged(OrderSnapshot order) {
                    List<Line> without = order.lines().stream()
                            .map(line -> line.inCart(withoutPinned(line.discounts())))
                            .toList();
                    return new OrderSnapshot(order.header(), without).aboveLimit(TWENTY);
                }
            });
        }

        private static LineDiscount withoutPinned(LineDiscount given) {
            return given.adjustments().stream()
                    .filter(adjustment -> adjustment.scope() == Adjustment.Scope.ORDER)
                    .map(Adjustment::id)
                    .reduce(given, LineDiscount::without, (one, other) -> other);
        }
    }

    private static class Evening {
        private final Random random;
        private final Map<String, Integer> done;
        private final Ids ids = TestOrders.ids(5_000);
        private final Map<OrderId, OrderSnapshot> drafts = new TreeMap<>();
        private final Set<AdjustmentId> ofOrders = new HashSet<>();
        private Optional<Moved> last = Optional.empty();

        /** What people said and is remembered nowhere since the last merge or split: its undo can bring it back. */
        private BigDecimal lost = BigDecimal.ZERO;

        private record Moved(OrderOperation operation, List<OrderId> members, Map<OrderId, OrderSnapshot> others) {}

        Evening(Random random, Map<String, Integer> done) {
            this.random = random;
            this.done = done;
            for (long id = 1; id <= 3; id++) {
                Cart cart = Cart.open(TestOrders.opening(id), VIET_NAM, WAITER, NOON);
                cart.add(List.of(item(), item()), TestMenus.menu(), ids, WAITER, NOON);
                drafts.put(cart.header().id(), cart.snapshot());
            }
        }

        private LineDraft item() {
            return special(
                    Seeded.one(random, List.of("100000", "40000", "7000", "3333")), "" + (1 + random.nextInt(3)));
        }

        private void count(String what) {
            done.merge(what, 1, Integer::sum);
        }

        /** What is above the limit at checkout. */
        List<DiscountLimit.Excess> judged(OrderSnapshot order) {
            return order.aboveLimit(TWENTY);
        }

        /** An order after an operation. */
        OrderSnapshot became(String what, List<OrderSnapshot> before, OrderSnapshot order) {
            return order;
        }

        static boolean draft(OrderSnapshot order) {
            return order.header().status() == OrderStatus.DRAFT;
        }

        static OrderSnapshot withWords(
                OrderSnapshot order, BiFunction<Adjustment, Adjustment.Allowed, Adjustment.Allowed> change) {
            Map<AdjustmentId, Adjustment.Allowed> words = new HashMap<>();
            given(order)
                    .filter(adjustment -> adjustment.scope() == Adjustment.Scope.ORDER)
                    .forEach(adjustment -> adjustment
                            .grounds()
                            .allowed()
                            .ifPresent(word -> words.put(adjustment.id(), change.apply(adjustment, word))));
            return new OrderSnapshot(
                    order.header().withDiscounts(order.header().discounts().withAllowed(words)),
                    order.lines().stream().map(line -> line.allowed(words)).toList());
        }

        static OrderSnapshot allowed(OrderSnapshot order, DiscountLimit.Excess excess, Money upTo) {
            return after(
                    order,
                    cart -> cart.allow(
                            order.bearers(excess, new Adjustment.Allowed("user:1", upTo, Adjustment.Scope.ORDER))));
        }

        void step() {
            OrderSnapshot order = Seeded.one(random, List.copyOf(drafts.values()));
            try {
                switch (random.nextInt(13)) {
                    case 0, 1 ->
                        change("add", order, cart -> cart.add(List.of(item()), TestMenus.menu(), ids, WAITER, NOON));
                    case 2 -> remove(order);
                    case 3, 4, 5, 6 -> give(order);
                    case 7 -> comp(order);
                    case 8, 9 -> split(order);
                    case 10 -> merge(order);
                    case 11 -> takeBack(order);
                    default -> undo();
                }
            } catch (Rejected rejected) {
                count("rejected");
            }
        }

        private static OrderSnapshot after(OrderSnapshot order, Consumer<Cart> act) {
            Cart cart = Cart.rehydrate(order.header(), order.lines(), Map.of());
            act.accept(cart);
            return cart.snapshot();
        }

        private void change(String what, OrderSnapshot order, Consumer<Cart> act) {
            BigDecimal word = word(order);
            OrderSnapshot changed = after(order, act);
            drafts.put(changed.header().id(), changed);
            assertThat(word(changed)).as("nothing is allowed by a change").isLessThanOrEqualTo(word);
            lost = lost.add(said(order).subtract(said(changed)));
            count(what);
        }

        private void takeBack(OrderSnapshot order) {
            List<Adjustment> given = given(order).toList();
            if (!given.isEmpty()) {
                Adjustment one = Seeded.one(random, given);
                change("takeBack", order, cart -> cart.takeBack(one.id(), WAITER, NOON));
            }
        }

        private void remove(OrderSnapshot order) {
            if (!order.lines().isEmpty()) {
                Line line = Seeded.one(random, order.lines());
                change("remove", order, cart -> cart.remove(List.of(line.id()), WAITER, NOON));
            }
        }

        private void comp(OrderSnapshot order) {
            if (!order.lines().isEmpty()) {
                Line line = Seeded.one(random, order.lines());
                change(
                        "comp",
                        order,
                        cart -> cart.adjust(List.of(line.id()), new Adjustment.Comp(), GROUNDS, ids, WAITER, NOON));
            }
        }

        /** A cashier gives; what is above the limit is dropped, or now and then allowed by a manager. */
        private void give(OrderSnapshot order) {
            Adjustment.Effect effect = random.nextBoolean()
                    ? new Adjustment.Percent(Seeded.one(
                            random, List.of(BigDecimal.TEN, TWENTY, new BigDecimal("33"), new BigDecimal("100"))))
                    : new Adjustment.Amount(
                            Money.of(Seeded.one(random, List.of("1000", "5000", "20000", "50000")), CurrencyCode.VND));
            boolean onLine = !order.lines().isEmpty() && random.nextInt(4) == 0;
            List<Adjustment> given = new ArrayList<>();
            OrderSnapshot tried = after(
                    order,
                    cart -> given.addAll(cart.adjust(
                            onLine ? List.of(Seeded.one(random, order.lines()).id()) : List.of(),
                            effect,
                            GROUNDS,
                            ids,
                            WAITER,
                            NOON)));
            List<DiscountLimit.Excess> above = tried.aboveLimit(TWENTY);
            if (above.isEmpty()) {
                count("give");
            } else if (!onLine && above.getFirst().line().isEmpty() && random.nextInt(3) == 0) {
                DiscountLimit.Excess excess = above.getFirst();
                Money upTo = random.nextBoolean()
                        ? excess.discount()
                        : excess.discount().times(Quantity.of("2"));
                tried = allowed(tried, excess, upTo);
                assertThat(word(tried)).isEqualByComparingTo(upTo.amount());
                assertThat(said(tried)).isEqualByComparingTo(upTo.amount());
                count("allow");
            } else {
                count("refused");
                return;
            }
            if (!onLine) {
                given.forEach(adjustment -> ofOrders.add(adjustment.id()));
            }
            drafts.put(tried.header().id(), tried);
        }

        private OrderOperation.Context context() {
            return new OrderOperation.Context(new OperationId(ids.next()), WAITER, NOON);
        }

        private void split(OrderSnapshot order) {
            if (order.lines().isEmpty()) {
                return;
            }
            Line line = Seeded.one(random, order.lines());
            Quantity quantity = random.nextBoolean() ? line.quantity() : Quantity.ONE;
            OrderFamily family = OrderFamily.rehydrate(List.of(order)).limitDiscounts(TWENTY);
            OrderOperation operation = family.split(
                    order.header().id(),
                    List.of(new OrderFamily.SplitOff(
                            Optional.empty(), Optional.empty(), List.of(new OrderFamily.Piece(line.id(), quantity)))),
                    VIET_NAM,
                    ids,
                    context());
            moved("split", List.of(order), family, Optional.of(operation));
        }

        private void merge(OrderSnapshot target) {
            OrderSnapshot source = Seeded.one(random, List.copyOf(drafts.values()));
            OrderFamily family = OrderFamily.rehydrate(
                            Stream.of(target, source).distinct().toList())
                    .limitDiscounts(TWENTY);
            OrderOperation operation =
                    family.merge(target.header().id(), List.of(source.header().id()), ids, context());
            moved("merge", List.of(target, source), family, Optional.of(operation));
        }

        private void undo() {
            if (last.isEmpty()) {
                return;
            }
            Moved moved = last.get();
            Map<OrderId, OrderSnapshot> all = new HashMap<>(moved.others());
            all.putAll(drafts);
            List<OrderSnapshot> members = moved.members().stream().map(all::get).toList();
            OrderFamily family = OrderFamily.rehydrate(members).limitDiscounts(TWENTY);
            if (moved.operation().kind() == OrderOperation.Kind.SPLIT) {
                family.undoSplit(moved.operation(), List.of(moved.operation()), ids, context());
            } else {
                family.undoMerge(moved.operation(), List.of(moved.operation()), ids, context());
            }
            moved("undo", members, family, Optional.empty());
        }

        private void moved(
                String what, List<OrderSnapshot> before, OrderFamily family, Optional<OrderOperation> operation) {
            boolean accepted =
                    before.stream().allMatch(order -> order.aboveLimit(TWENTY).isEmpty());
            boolean bearable = before.stream().allMatch(Evening::bearsItsWords);
            BigDecimal said = sum(before.stream().filter(Evening::draft).map(Evening::said));
            Map<OrderId, OrderSnapshot> gone = new HashMap<>();
            List<OrderSnapshot> after = family.orders().stream()
                    .map(order -> became(what, before, order))
                    .toList();
            for (OrderSnapshot order : after) {
                drafts.remove(order.header().id());
                (draft(order) ? drafts : gone).put(order.header().id(), order);
                if (draft(order) && word(order).compareTo(said(order)) > 0) {
                    count("moved");
                    if (accepted && !what.equals("undo")) {
                        assertThat(word(order))
                                .as("a %s allows no more than is off", what)
                                .isLessThanOrEqualTo(off(order).add(ROUNDING));
                    }
                }
                boolean within = ofOrders(order).compareTo(limit(order).add(said(order))) <= 0;
                if (accepted && within) {
                    assertThat(order.aboveLimit(TWENTY))
                            .as("right before a %s, right after", what)
                            .isEmpty();
                }
                if (accepted && !within) {
                    count("too much of orders");
                }
            }
            BigDecimal saidAfter = sum(after.stream().filter(Evening::draft).map(Evening::said));
            assertThat(saidAfter)
                    .as("no more is said after a %s than was", what)
                    .isLessThanOrEqualTo(said.add(what.equals("undo") ? lost : BigDecimal.ZERO)
                            .add(ROUNDING));
            lost = said.subtract(saidAfter).max(BigDecimal.ZERO);
            if (what.equals("undo") && bearable) {
                assertThat(saidAfter)
                        .as("nothing said is lost by an undo")
                        .isGreaterThanOrEqualTo(said.subtract(ROUNDING));
            }
            for (OrderSnapshot order : after) {
                if (draft(order)
                        && accepted
                        && !what.equals("undo")
                        && word(order).compareTo(said(order)) > 0) {
                    assertThat(ofOrders(order))
                            .as("a %s allows no more of orders than a limit and what was said", what)
                            .isLessThanOrEqualTo(limit(order).add(said(order)).add(ROUNDING));
                }
            }
            List<OrderId> members =
                    after.stream().map(order -> order.header().id()).toList();
            last = operation.map(of -> new Moved(of, members, gone));
            count(what);
        }

        /** Whether all that has a word takes something: a word for nothing ends where it would have to be divided. */
        private static boolean bearsItsWords(OrderSnapshot order) {
            Map<AdjustmentId, Money> taken = order.taken();
            return given(order)
                    .filter(adjustment -> adjustment.grounds().allowed().isPresent())
                    .allMatch(adjustment -> taken.getOrDefault(adjustment.id(), Money.zero(CurrencyCode.VND))
                            .positive());
        }

        void check() {
            for (OrderSnapshot order : drafts.values()) {
                if (judged(order).isEmpty()) {
                    assertThat(off(order))
                            .as("checkout of order %s", order.header().id())
                            .isLessThanOrEqualTo(limit(order).max(word(order)).add(ROUNDING));
                } else {
                    count("above");
                }
            }
        }

        private static BigDecimal sum(Stream<BigDecimal> amounts) {
            return amounts.reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private static BigDecimal limit(OrderSnapshot order) {
            return sum(order.lines().stream().map(line -> line.prices().total().amount()))
                    .multiply(new BigDecimal("0.2"));
        }

        /** What was given on orders, without that of the lines. */
        private BigDecimal ofOrders(OrderSnapshot order) {
            BigDecimal off = BigDecimal.ZERO;
            BigDecimal rests = BigDecimal.ZERO;
            List<Adjustment> given = order.header().discounts().adjustments();
            for (Line line : order.lines()) {
                BigDecimal rest = line.prices().total().amount();
                for (Adjustment adjustment : line.discounts().adjustments()) {
                    BigDecimal taken = taken(adjustment.effect(), rest);
                    rest = rest.subtract(taken);
                    off = ofOrders.contains(adjustment.root()) ? off.add(taken) : off;
                }
                for (Adjustment adjustment : given) {
                    if (adjustment.effect() instanceof Adjustment.Percent) {
                        BigDecimal taken = taken(adjustment.effect(), rest);
                        rest = rest.subtract(taken);
                        off = off.add(taken);
                    }
                }
                rests = rests.add(rest);
            }
            for (Adjustment adjustment : given) {
                if (adjustment.effect() instanceof Adjustment.Amount) {
                    BigDecimal taken = taken(adjustment.effect(), rests);
                    rests = rests.subtract(taken);
                    off = off.add(taken);
                }
            }
            return off;
        }

        /** What the order has off, comps aside, and what is above the limit on a line by a word for the line. */
        private BigDecimal off(OrderSnapshot order) {
            BigDecimal off = BigDecimal.ZERO;
            BigDecimal rests = BigDecimal.ZERO;
            List<Adjustment> given = order.header().discounts().adjustments();
            for (Line line : order.lines()) {
                BigDecimal gross = line.prices().total().amount();
                BigDecimal rest = gross;
                BigDecimal own = BigDecimal.ZERO;
                boolean allowed = false;
                for (Adjustment adjustment : line.discounts().adjustments()) {
                    BigDecimal taken = taken(adjustment.effect(), rest);
                    rest = rest.subtract(taken);
                    if (ofOrders.contains(adjustment.root())) {
                        off = off.add(taken);
                    } else if (!(adjustment.effect() instanceof Adjustment.Comp)) {
                        own = own.add(taken);
                        allowed |= adjustment.grounds().allowed().isPresent();
                    }
                }
                off = allowed && own.compareTo(gross.multiply(new BigDecimal("0.2"))) > 0 ? off : off.add(own);
                for (Adjustment adjustment : given) {
                    if (adjustment.effect() instanceof Adjustment.Percent) {
                        BigDecimal taken = taken(adjustment.effect(), rest);
                        rest = rest.subtract(taken);
                        off = off.add(taken);
                    }
                }
                rests = rests.add(rest);
            }
            for (Adjustment adjustment : given) {
                if (adjustment.effect() instanceof Adjustment.Amount) {
                    BigDecimal taken = taken(adjustment.effect(), rests);
                    rests = rests.subtract(taken);
                    off = off.add(taken);
                }
            }
            return off;
        }

        private static BigDecimal taken(Adjustment.Effect effect, BigDecimal rest) {
            return switch (effect) {
                case Adjustment.Percent percent ->
                    rest.multiply(percent.value()).movePointLeft(2).setScale(4, RoundingMode.HALF_UP);
                case Adjustment.Amount amount -> amount.value().amount().min(rest);
                case Adjustment.Comp comp -> rest;
                case Adjustment.Code code -> BigDecimal.ZERO;
            };
        }

        private static Stream<Adjustment> given(OrderSnapshot order) {
            return Stream.concat(
                    order.header().discounts().adjustments().stream(),
                    order.lines().stream().flatMap(line -> line.discounts().adjustments().stream()));
        }

        /** What is allowed of each thing that was given on the order. */
        static Map<AdjustmentId, BigDecimal> words(OrderSnapshot order) {
            Map<AdjustmentId, BigDecimal> words = new HashMap<>();
            given(order)
                    .forEach(adjustment -> ofTheOrder(adjustment)
                            .forEach(word ->
                                    words.merge(adjustment.root(), word.upTo().amount(), BigDecimal::add)));
            return words;
        }

        private static Stream<Adjustment.Allowed> ofTheOrder(Adjustment adjustment) {
            return adjustment.grounds().allowed().filter(word -> word.of() == Adjustment.Scope.ORDER).stream();
        }

        private static BigDecimal word(OrderSnapshot order) {
            return sum(words(order).values().stream());
        }

        private static BigDecimal said(OrderSnapshot order) {
            return sum(given(order)
                    .flatMap(Evening::ofTheOrder)
                    .map(word -> word.said().amount()));
        }
    }
}
