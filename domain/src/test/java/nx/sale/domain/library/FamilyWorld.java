package nx.sale.domain.library;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.VIET_NAM;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static nx.sale.domain.fixture.TestOrders.essence;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.check.Share;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineChange;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderFamily;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.Recount;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.charge.Charge;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.pricing.QuoteRequest;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.payment.AttemptStatus;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentPosting;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.settings.ServiceCharge;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Seeded;

/** A floor of orders that a random hand works on, one step at a time; {@link #check} says what must hold after each. */
final class FamilyWorld {
    private final Random random;
    private final Map<String, Integer> done;
    private final CurrencyCode currency;
    private final UnaryOperator<OrderSnapshot> kept;
    private final Menu menu;
    private final List<ServiceCharge> offered;
    private final Ids ids = TestOrders.ids(1_000);
    private final Map<OrderId, OrderSnapshot> orders = new TreeMap<>();
    private final Map<OrderId, List<SaleCheck>> checks = new HashMap<>();
    private final Map<OrderId, PaymentLedger> ledgers = new HashMap<>();
    private final Map<OrderId, Money> sent = new HashMap<>();
    private final List<OrderOperation> operations = new ArrayList<>();
    private final Map<OrderId, OrderSnapshot> checked = new HashMap<>();

    FamilyWorld(Random random, Map<String, Integer> done, CurrencyCode currency) {
        this(random, done, currency, order -> order);
    }

    /** @param kept what every order becomes when it is kept: another one of a rule that is wrong on purpose */
    FamilyWorld(Random random, Map<String, Integer> done, CurrencyCode currency, UnaryOperator<OrderSnapshot> kept) {
        this.kept = kept;
        this.random = random;
        this.done = done;
        this.currency = currency;
        this.menu = TestMenus.menu(currency);
        this.offered = TestOrders.charges(currency);
    }

    void step() {
        String step = Seeded.one(
                random,
                List.of(
                        "add",
                        "add",
                        "add",
                        "change",
                        "merge",
                        "merge",
                        "undoMerge",
                        "split",
                        "split",
                        "undoSplit",
                        "checkOut",
                        "revert",
                        "divide",
                        "divide",
                        "rejoin",
                        "pay",
                        "pay",
                        "writeOff",
                        "cancel",
                        "discountLine",
                        "discountLine",
                        "discountOrder",
                        "takeBack",
                        "waive",
                        "charge",
                        "guests",
                        "excursion"));
        try {
            if (act(step)) {
                done.merge(step, 1, Integer::sum);
            }
        } catch (Rejected refused) {
            done.merge("refused " + step, 1, Integer::sum);
        }
    }

    private boolean act(String step) {
        return switch (step) {
            case "add" -> add();
            case "change" -> change();
            case "merge" -> merge();
            case "undoMerge" -> undo(OrderOperation.Kind.MERGE);
            case "split" -> split();
            case "undoSplit" -> undo(OrderOperation.Kind.SPLIT);
            case "checkOut" -> checkOut();
            case "revert" -> revert();
            case "divide" -> divide();
            case "rejoin" -> rejoin();
            case "pay" -> pay();
            case "writeOff" -> writeOff();
            case "cancel" -> cancel();
            case "discountLine" -> discountLine();
            case "discountOrder" -> discountOrder();
            case "takeBack" -> takeBack();
            case "waive" -> waive();
            case "charge" -> charge();
            case "guests" -> guests();
            case "excursion" -> excursion();
            default -> throw new IllegalArgumentException(step);
        };
    }

    private Optional<OrderId> any(OrderStatus... statuses) {
        List<OrderId> found = orders.values().stream()
                .map(OrderSnapshot::header)
                .filter(header -> List.of(statuses).contains(header.status()))
                .map(OrderHeader::id)
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(Seeded.one(random, found));
    }

    private Quantity quantity() {
        return Quantity.of(Seeded.one(random, List.of("1", "2", "3", "0.3333", "1.5", "0.0001", "7")));
    }

    private boolean add() {
        long drafts = orders.values().stream()
                .filter(order -> order.header().status() == OrderStatus.DRAFT)
                .count();
        Optional<OrderId> draft = any(OrderStatus.DRAFT);
        LineDraft item = item();
        if (draft.isEmpty() || drafts < 6 && random.nextInt(3) == 0) {
            Cart.Opening usual = TestOrders.opening(ids.next());
            Cart cart = Cart.open(
                    new Cart.Opening(
                            usual.id(),
                            usual.place(),
                            currency,
                            usual.exchangeRate(),
                            usual.shift(),
                            random.nextInt(3) == 0 ? List.of() : offered,
                            usual.description()),
                    VIET_NAM,
                    WAITER,
                    NOON);
            cart.add(List.of(item), menu, ids, WAITER, NOON);
            keep(new OrderSnapshot(cart.header(), cart.touched()));
            return true;
        }
        return cart(draft.get(), cart -> cart.add(List.of(item), menu, ids, WAITER, NOON));
    }

    private LineDraft item() {
        boolean combo = random.nextInt(5) == 0;
        return new LineDraft(
                LineDraft.PRODUCT_VARIANT,
                Optional.of(combo ? TestMenus.LUNCH : Seeded.one(random, List.of(TestMenus.PHO, TestMenus.TEA))),
                combo ? Quantity.of(Seeded.one(random, List.of("1", "2", "1.5"))) : quantity(),
                Line.Mode.PRODUCT,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                random.nextInt(4),
                0,
                Optional.empty(),
                combo
                        ? Optional.empty()
                        : Seeded.one(
                                random,
                                List.of(
                                        Optional.empty(),
                                        Optional.of(new BigDecimal("33333.3333")),
                                        Optional.of(new BigDecimal("0.0001")))));
    }

    private boolean cart(OrderId id, Consumer<Cart> act) {
        OrderSnapshot order = orders.get(id);
        Cart cart = Cart.rehydrate(order.header(), order.lines(), Map.of());
        act.accept(cart);
        Map<LineId, Line> lines = new TreeMap<>();
        order.lines().forEach(line -> lines.put(line.id(), line));
        cart.touched().forEach(line -> lines.put(line.id(), line));
        cart.removed().forEach(lines::remove);
        keep(new OrderSnapshot(cart.header(), List.copyOf(lines.values())));
        return true;
    }

    private boolean change() {
        Optional<OrderId> draft = any(OrderStatus.DRAFT);
        List<Line> leads = draft.map(this::leads).orElse(List.of());
        if (leads.isEmpty()) {
            return false;
        }
        Line line = Seeded.one(random, leads);
        Optional<Quantity> quantity = Optional.of(random.nextInt(4) == 0 ? Quantity.ZERO : quantity());
        Optional<Optional<String>> note =
                random.nextInt(3) == 0 ? Optional.of(Optional.of("n" + random.nextInt(3))) : Optional.empty();
        return cart(
                draft.get(),
                cart -> cart.change(
                        List.of(new LineChange(line.id(), quantity, note, OptionalInt.empty(), OptionalInt.empty())),
                        WAITER,
                        NOON));
    }

    private boolean discountLine() {
        Optional<OrderId> draft = any(OrderStatus.DRAFT);
        List<Line> leads = draft.map(this::leads).orElse(List.of());
        if (leads.isEmpty()) {
            return false;
        }
        Line line = Seeded.one(random, leads);
        Adjustment.Effect effect = switch (random.nextInt(5)) {
            case 0 -> new Adjustment.Comp();
            case 1, 2 -> amount();
            default -> percent();
        };
        return cart(
                draft.get(), cart -> cart.adjust(List.of(line.id()), effect, TestOrders.GROUNDS, ids, WAITER, NOON));
    }

    private Adjustment.Effect percent() {
        return new Adjustment.Percent(
                new BigDecimal(Seeded.one(random, List.of("0.01", "10", "33.33", "7.77", "100"))));
    }

    private Adjustment.Effect amount() {
        return new Adjustment.Amount(
                Money.of(Seeded.one(random, List.of("1", "777", "5000", "1000000", cents())), currency));
    }

    /** An amount as small as the currency has coins for. */
    private String cents() {
        return switch (currency.digits()) {
            case 0 -> "13";
            case 3 -> "7.005";
            default -> "7.05";
        };
    }

    private boolean discountOrder() {
        Adjustment.Effect effect = switch (random.nextInt(4)) {
            case 0 -> new Adjustment.Code("SPRING" + random.nextInt(3));
            case 1 -> percent();
            default -> amount();
        };
        return any(OrderStatus.DRAFT)
                .map(draft ->
                        cart(draft, cart -> cart.adjust(List.of(), effect, TestOrders.GROUNDS, ids, WAITER, NOON)))
                .orElse(false);
    }

    private boolean takeBack() {
        Optional<OrderId> draft = any(OrderStatus.DRAFT);
        List<AdjustmentId> given = draft.map(orders::get).stream()
                .flatMap(order -> Stream.concat(
                        order.header().discounts().adjustments().stream(),
                        order.lines().stream().flatMap(line -> line.discounts().adjustments().stream())))
                .map(Adjustment::id)
                .toList();
        return !given.isEmpty() && cart(draft.get(), cart -> cart.takeBack(Seeded.one(random, given), WAITER, NOON));
    }

    private boolean waive() {
        return any(OrderStatus.DRAFT)
                .map(draft -> cart(
                        draft,
                        cart -> cart.charge(
                                charges -> charges.waived(
                                        Seeded.one(random, offered).code(), new Charge.Waiver("slow", "user:42", NOON)),
                                WAITER,
                                NOON)))
                .orElse(false);
    }

    private boolean charge() {
        return any(OrderStatus.DRAFT)
                .map(draft -> cart(
                        draft,
                        cart -> cart.charge(
                                charges -> charges.restored(
                                        Seeded.one(random, offered).code()),
                                WAITER,
                                NOON)))
                .orElse(false);
    }

    private boolean guests() {
        return any(OrderStatus.DRAFT, OrderStatus.PROCESSING)
                .map(draft -> cart(
                        draft,
                        cart -> cart.describe(
                                new Cart.Description(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(OptionalInt.of(1 + random.nextInt(4))),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                WAITER,
                                NOON)))
                .orElse(false);
    }

    private List<Line> leads(OrderId order) {
        return orders.get(order).lines().stream()
                .filter(line -> line.lead().isEmpty())
                .toList();
    }

    private OrderFamily family(Set<OrderId> members) {
        return OrderFamily.rehydrate(members.stream().sorted().map(orders::get).toList());
    }

    private OrderOperation.Context context() {
        return new OrderOperation.Context(new OperationId(ids.next()), WAITER, NOON);
    }

    private void keep(OrderFamily family, OrderOperation operation) {
        family.orders().forEach(this::keep);
        family.changes()
                .undone()
                .ifPresent(undone -> operations.replaceAll(known -> known.id().equals(undone.id()) ? undone : known));
        operations.removeIf(known -> !known.open());
        if (operation.open()) {
            operations.add(operation);
        }
    }

    private void keep(OrderSnapshot order) {
        orders.put(order.header().id(), kept.apply(order));
    }

    private boolean merge() {
        Optional<OrderId> target = any(OrderStatus.DRAFT);
        Optional<OrderId> source = any(OrderStatus.DRAFT);
        Optional<OrderId> another = any(OrderStatus.DRAFT);
        if (target.isEmpty() || target.equals(source)) {
            return false;
        }
        Set<OrderId> sources = new HashSet<>(Set.of(source.get()));
        another.filter(id -> !id.equals(target.get())).ifPresent(sources::add);
        Set<OrderId> members = new HashSet<>(sources);
        members.add(target.get());
        Map<String, BigDecimal> before = contents(members);
        OrderFamily family = family(members);
        keep(family, family.merge(target.get(), sources, ids, context()));
        assertThat(contents(members)).isEqualTo(before);
        return true;
    }

    private boolean split() {
        Optional<OrderId> parent = any(OrderStatus.DRAFT);
        List<Line> leads = parent.map(this::leads).orElse(List.of());
        if (leads.isEmpty()) {
            return false;
        }
        List<OrderFamily.SplitOff> wanted = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(number -> new OrderFamily.SplitOff(
                        Optional.empty(), Optional.empty(), List.of(piece(Seeded.one(random, leads)))))
                .toList();
        Map<String, BigDecimal> before = contents(Set.of(parent.get()));
        OrderFamily family = family(Set.of(parent.get()));
        OrderOperation operation = family.split(parent.get(), wanted, VIET_NAM, ids, context());
        keep(family, operation);
        assertThat(contents(new HashSet<>(operation.orders()))).isEqualTo(before);
        return true;
    }

    private OrderFamily.Piece piece(Line line) {
        Quantity part = quantity();
        return new OrderFamily.Piece(
                line.id(), random.nextBoolean() && part.compareTo(line.quantity()) < 0 ? part : line.quantity());
    }

    private boolean undo(OrderOperation.Kind kind) {
        List<OrderOperation> known = operations.stream()
                .filter(operation -> operation.kind() == kind)
                .toList();
        if (known.isEmpty()) {
            return false;
        }
        undo(Seeded.one(random, known));
        return true;
    }

    private void undo(OrderOperation operation) {
        Set<OrderId> members = new HashSet<>(operation.orders());
        Map<String, BigDecimal> before = contents(members);
        OrderFamily family = family(members);
        Set<LineId> lines = new HashSet<>(family.lines());
        lines.addAll(operation.lines());
        List<OrderOperation> open = operations.stream()
                .filter(other -> other.order().equals(operation.order())
                        || other.lines().stream().anyMatch(lines::contains))
                .toList();
        keep(
                family,
                operation.kind() == OrderOperation.Kind.MERGE
                        ? family.undoMerge(operation, open, ids, context())
                        : family.undoSplit(operation, open, ids, context()));
        assertThat(contents(members)).isEqualTo(before);
    }

    /** Merges and splits at will, takes it all back, newest first, and stands where it began. */
    private boolean excursion() {
        Map<OrderId, String> before = new TreeMap<>();
        orders.forEach((id, order) -> before.put(id, essence(order)));
        int known = operations.size();
        for (int step = 0; step < 1 + random.nextInt(4); step++) {
            try {
                if (random.nextBoolean()) {
                    merge();
                } else {
                    split();
                }
            } catch (Rejected refused) {
                continue;
            }
        }
        while (operations.size() > known) {
            undo(operations.getLast());
        }
        before.forEach((id, essence) -> assertThat(essence(orders.get(id))).isEqualTo(essence));
        assertThat(orders.values())
                .filteredOn(order -> !before.containsKey(order.header().id()))
                .allSatisfy(child -> {
                    assertThat(child.header().status()).isEqualTo(OrderStatus.CANCELLED);
                    assertThat(child.lines()).isEmpty();
                });
        return true;
    }

    private boolean checkOut() {
        Optional<OrderId> draft = any(OrderStatus.DRAFT);
        if (draft.isEmpty()) {
            return false;
        }
        OrderSnapshot cart = orders.get(draft.get());
        SaleOrder order = SaleOrder.rehydrate(cart);
        PaymentLedger ledger = ledger(draft.get());
        order.checkOut(quote(cart), TestOrders.TERMS, ledger.late(), Settings.DEFAULT, WAITER, NOON);
        ledger.applyLate(WAITER, NOON);
        keep(order.snapshot());
        return true;
    }

    private Quote quote(OrderSnapshot cart) {
        Money zero = Money.zero(currency);
        List<Quote.Priced> lines = QuoteRequest.of(cart, true, NOON).items().stream()
                .map(item -> {
                    Money total = item.base().times(item.quantity());
                    Money discount = total.times(Quantity.of(Seeded.one(random, List.of("0", "0.15", "0.3333"))));
                    return new Quote.Priced(
                            item.ref(),
                            item.base(),
                            item.base(),
                            discount,
                            total.minus(discount).times(Quantity.of("0.08")),
                            total,
                            new Line.Fare(Optional.empty(), Optional.empty()),
                            "{}");
                })
                .toList();
        Money subtotal = lines.stream().map(Quote.Priced::total).reduce(zero, Money::plus);
        Money discount = lines.stream().map(Quote.Priced::discount).reduce(zero, Money::plus);
        Money tax = lines.stream().map(Quote.Priced::tax).reduce(zero, Money::plus);
        return new Quote(
                lines, subtotal, discount, tax, subtotal.minus(discount).plus(tax), "{}");
    }

    private PaymentLedger ledger(OrderId id) {
        return ledgers.computeIfAbsent(
                id,
                order -> PaymentLedger.rehydrate(new PaymentLedger.Snapshot(
                        TestOrders.MERCHANT, order, currency, List.of(), List.of(), List.of(), uid -> false)));
    }

    private boolean revert() {
        return any(OrderStatus.PROCESSING)
                .map(id -> {
                    SaleOrder order = SaleOrder.rehydrate(orders.get(id));
                    order.revert(WAITER, NOON);
                    keep(order.snapshot());
                    return true;
                })
                .orElse(false);
    }

    private Bill bill(OrderId id) {
        return Bill.rehydrate(SaleOrder.rehydrate(orders.get(id)), checks.getOrDefault(id, List.of()));
    }

    private void keep(Bill bill) {
        keep(bill.order().snapshot());
        checks.put(bill.order().header().id(), bill.checks());
    }

    private boolean divide() {
        Optional<OrderId> id = any(OrderStatus.PROCESSING, OrderStatus.PARTIAL);
        if (id.isEmpty()) {
            return false;
        }
        Bill bill = bill(id.get());
        bill.divide(
                division(id.get()),
                new OrderOperation.Context(new OperationId(ids.next()), WAITER, NOON),
                ids,
                Optional.empty());
        keep(bill);
        return true;
    }

    private Division division(OrderId order) {
        List<Line> leads = leads(order);
        return switch (random.nextInt(4)) {
            case 0 -> new Division.Evenly(2 + random.nextInt(5));
            case 1 -> new Division.BySeat(List.of(), true);
            case 2 -> new Division.ByAmount(List.of(new BigDecimal(1 + random.nextInt(50_000)), BigDecimal.ONE), true);
            default ->
                new Division.ByItem(
                        List.of(
                                wanted(Seeded.one(random, leads), "0.3333"),
                                wanted(Seeded.one(random, leads), "0.0001")),
                        true);
        };
    }

    private static Division.Wanted wanted(Line line, String quantity) {
        return new Division.Wanted(
                Optional.empty(), Optional.empty(), List.of(new Division.Portion(line.id(), Quantity.of(quantity))));
    }

    private boolean rejoin() {
        Optional<OrderId> id = any(OrderStatus.PROCESSING, OrderStatus.PARTIAL);
        if (id.isEmpty()) {
            return false;
        }
        Bill bill = bill(id.get());
        bill.rejoin(new OrderOperation.Context(new OperationId(ids.next()), WAITER, NOON));
        keep(bill);
        return true;
    }

    private boolean pay() {
        Optional<OrderId> id = any(OrderStatus.values());
        if (id.isEmpty()) {
            return false;
        }
        Bill bill = bill(id.get());
        List<PaymentNotice.Target> targets = new ArrayList<>();
        targets.add(new PaymentNotice.Target(
                PaymentNotice.Target.Kind.SALE_ORDER, id.get().value()));
        bill.checks()
                .forEach(check -> targets.add(new PaymentNotice.Target(
                        PaymentNotice.Target.Kind.SALE_CHECK, check.id().value())));
        PaymentNotice.Target target = targets.getLast().equals(targets.getFirst()) || random.nextInt(8) == 0
                ? targets.getFirst()
                : targets.get(1 + random.nextInt(targets.size() - 1));
        BigDecimal amount = new BigDecimal(Seeded.one(random, List.of("1", "1000", "60000", "200000", cents())));
        String uid = "a" + ids.next();
        PaymentPosting.post(
                new PaymentNotice(
                        PaymentEventType.ATTEMPT_SUCCESS,
                        target,
                        Optional.empty(),
                        Optional.of(new PaymentNotice.Attempt(
                                uid, Optional.empty(), amount, "SYSTEM", Optional.empty(), Optional.empty()))),
                bill,
                ledger(id.get()),
                Settings.DEFAULT,
                ids,
                WAITER,
                NOON);
        sent.merge(id.get(), new Money(amount, currency), Money::plus);
        assertThat(ledger(id.get()).attempts().getLast().status()).isEqualTo(AttemptStatus.SUCCESS);
        keep(bill);
        return true;
    }

    private boolean writeOff() {
        Optional<OrderId> id = any(OrderStatus.PROCESSING, OrderStatus.PARTIAL);
        if (id.isEmpty() || checks.getOrDefault(id.get(), List.of()).isEmpty()) {
            return false;
        }
        Bill bill = bill(id.get());
        bill.writeOff(Seeded.one(random, bill.checks()).id(), "left", Settings.DEFAULT, WAITER, NOON);
        keep(bill);
        return true;
    }

    private boolean cancel() {
        Optional<OrderId> id = any(OrderStatus.values());
        if (id.isEmpty() || random.nextInt(3) > 0) {
            return false;
        }
        Bill bill = bill(id.get());
        bill.order().cancel("left", WAITER, NOON);
        bill.cancelOpen("left", WAITER, NOON);
        keep(bill);
        return true;
    }

    /** All there is in these orders: quantities and totals by what they are of. */
    private Map<String, BigDecimal> contents(Set<OrderId> members) {
        Map<String, BigDecimal> contents = new TreeMap<>();
        for (OrderId id : members) {
            OrderHeader header = orders.get(id).header();
            contents.merge("discount", header.totals().discount().amount(), BigDecimal::add);
            header.discounts().codeTexts().forEach(code -> contents.put("code " + code, BigDecimal.ONE));
            for (Line line : orders.get(id).lines()) {
                String what = line.product().name() + " at " + line.prices().held() + " "
                        + line.lead().isPresent();
                contents.merge("quantity of " + what, line.quantity().value(), BigDecimal::add);
                contents.merge("total of " + what, line.prices().total().amount(), BigDecimal::add);
            }
        }
        return contents;
    }

    /** What must hold after every step. */
    void check() {
        Set<LineId> seen = new HashSet<>();
        for (OrderSnapshot order : orders.values()) {
            Money zero = Money.zero(currency);
            Set<LineId> here = new HashSet<>();
            order.lines().forEach(line -> here.add(line.id()));
            for (Line line : order.lines()) {
                if (!seen.add(line.id())) {
                    throw new AssertionError("line " + line.id() + " is on two orders");
                }
                if (line.lead().isPresent() && !here.contains(line.lead().get())) {
                    throw new AssertionError("line " + line.id() + " lost its lead");
                }
            }
            if (checked.put(order.header().id(), order) == order) {
                continue;
            }
            checkSums(order);
            checkMoney(order.header());
            checkBill(order);
        }
    }

    /** Column by column, by addition alone. */
    private void checkSums(OrderSnapshot order) {
        OrderHeader header = order.header();
        Totals totals = header.totals();
        boolean priced = header.stamps().processingAt().isPresent();
        assertThat(sum(order, Line.Prices::total)).isEqualTo(totals.subtotal());
        assertThat(sum(order, Line.Prices::discount).plus(header.discounts().amount()))
                .isEqualTo(totals.discount());
        assertThat(header.charges().amount()).isEqualTo(totals.charge());
        assertThat(sum(order, prices -> prices.charged().amount()))
                .isEqualTo(priced ? totals.charge() : Money.zero(currency));
        assertThat(sum(order, Line.Prices::tax).plus(header.charges().tax())).isEqualTo(totals.tax());
        assertThat(sum(order, prices -> prices.charged().tax()))
                .isEqualTo(priced ? header.charges().tax() : Money.zero(currency));
        Money exact =
                totals.subtotal().minus(totals.discount()).plus(totals.charge()).plus(totals.tax());
        assertThat(exact.negative()).isFalse();
        assertThat(totals.total()).isEqualTo(exact.payable());
        assertThat(totals.rounding()).isEqualTo(totals.total().minus(exact));
        assertThat(Recount.of(order).agrees()).isTrue();
        for (Line line : order.lines()) {
            assertThat(line.discounts().amount())
                    .isLessThanOrEqualTo(line.prices().discount());
            assertThat(line.prices().discount())
                    .isLessThanOrEqualTo(line.prices().total());
            assertThat(line.discounts().amount().negative()).isFalse();
            if (!priced) {
                assertThat(line.prices().discount()).isEqualTo(line.discounts().amount());
            }
        }
    }

    private Money sum(OrderSnapshot order, Function<Line.Prices, Money> amount) {
        return order.lines().stream()
                .map(line -> amount.apply(line.prices()))
                .reduce(Money.zero(currency), Money::plus);
    }

    private void checkMoney(OrderHeader header) {
        Money zero = Money.zero(currency);
        Money arrived = sent.getOrDefault(header.id(), zero);
        assertThat(header.progress().received()).isEqualTo(arrived);
        Money late = ledger(header.id()).openReviews().stream()
                .filter(review -> review.kind() == PaymentReview.Kind.LATE)
                .map(PaymentReview::amount)
                .reduce(zero, Money::plus);
        assertThat(header.progress().paid().plus(late)).isEqualTo(arrived);
    }

    private static BigDecimal column(List<Share> shares, Function<Share, Money> column) {
        return shares.stream().map(share -> column.apply(share).amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What checks have of a line: all of it when the whole line is on them, and never more. */
    private static void compare(BigDecimal onChecks, Money ofLine, boolean whole) {
        if (whole) {
            assertThat(onChecks).isEqualByComparingTo(ofLine.amount());
        } else {
            assertThat(onChecks).isLessThanOrEqualTo(ofLine.amount());
        }
    }

    private void checkBill(OrderSnapshot order) {
        List<SaleCheck> live = checks.getOrDefault(order.header().id(), List.of());
        if (live.isEmpty()) {
            return;
        }
        Map<LineId, List<Share>> shares = new HashMap<>();
        live.stream()
                .flatMap(check -> check.shares().stream())
                .forEach(share -> shares.computeIfAbsent(share.line(), line -> new ArrayList<>())
                        .add(share));
        boolean all = true;
        for (Line line : order.lines()) {
            List<Share> ofLine = shares.getOrDefault(line.id(), List.of());
            BigDecimal quantity =
                    ofLine.stream().map(share -> share.quantity().value()).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal amount = column(ofLine, Share::subtotal);
            assertThat(quantity).isLessThanOrEqualTo(line.quantity().value());
            boolean whole = quantity.compareTo(line.quantity().value()) == 0
                    && amount.compareTo(line.prices().total().amount()) == 0;
            all &= whole;
            compare(amount, line.prices().total(), whole);
            compare(column(ofLine, Share::discount), line.prices().discount(), whole);
            compare(column(ofLine, Share::tax), line.prices().tax(), whole);
            compare(
                    column(ofLine, share -> share.charged().amount()),
                    line.prices().charged().amount(),
                    whole);
            compare(
                    column(ofLine, share -> share.charged().tax()),
                    line.prices().charged().tax(),
                    whole);
        }
        for (Function<Totals, Money> column :
                List.<Function<Totals, Money>>of(Totals::subtotal, Totals::discount, Totals::charge, Totals::tax)) {
            Money together =
                    live.stream().map(check -> column.apply(check.totals())).reduce(Money.zero(currency), Money::plus);
            assertThat(together).isLessThanOrEqualTo(column.apply(order.header().totals()));
            if (all) {
                assertThat(together).isEqualTo(column.apply(order.header().totals()));
            }
        }
        Money total = live.stream().map(check -> check.totals().total()).reduce(Money.zero(currency), Money::plus);
        assertThat(total).isLessThanOrEqualTo(order.header().totals().total());
        if (all) {
            assertThat(total).isEqualTo(order.header().totals().total());
        }
        if (order.header().status() == OrderStatus.COMPLETED) {
            assertThat(live).noneMatch(check -> check.status().open());
        }
    }
}
