package nx.sale.journey;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import nx.sale.application.allocation.TableReactions;
import nx.sale.application.allocation.TakeUnits;
import nx.sale.application.audit.OrderHistory;
import nx.sale.application.catalogue.ReadThroughMenu;
import nx.sale.application.check.BillWork;
import nx.sale.application.check.DivideBill;
import nx.sale.application.effects.OrderEffects;
import nx.sale.application.kitchen.ChangeTicketItems;
import nx.sale.application.kitchen.KitchenReactions;
import nx.sale.application.kitchen.SendToKitchen;
import nx.sale.application.kitchen.TicketWork;
import nx.sale.application.live.ScreenReactions;
import nx.sale.application.live.Screens;
import nx.sale.application.loyalty.PointReactions;
import nx.sale.application.order.AddItems;
import nx.sale.application.order.CartTrail;
import nx.sale.application.order.CheckOut;
import nx.sale.application.order.Families;
import nx.sale.application.order.MergeOrders;
import nx.sale.application.order.OpenOrder;
import nx.sale.application.order.UndoMerge;
import nx.sale.application.order.discount.DiscountAuthority;
import nx.sale.application.payment.ApplyPayment;
import nx.sale.application.payment.WebhookWork;
import nx.sale.application.report.ReportReactions;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Permits;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.application.settings.GivenReasons;
import nx.sale.application.shift.CloseSession;
import nx.sale.application.shift.OpenSession;
import nx.sale.application.shift.ShiftRule;
import nx.sale.application.shift.TillReactions;
import nx.sale.dev.Restaurant;
import nx.sale.domain.access.Organizers;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.catalogue.CatalogueSource;
import nx.sale.domain.check.Division;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.Sending;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.pricing.Pricing;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.Takings;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.ExchangeRate;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shift.CashCount;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.TillBooking;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import nx.sale.messaging.KafkaEventCodec;
import nx.sale.postgres.access.PostgresApprovals;
import nx.sale.postgres.allocation.PostgresFloorViews;
import nx.sale.postgres.allocation.PostgresUsages;
import nx.sale.postgres.audit.PostgresAuditTrail;
import nx.sale.postgres.catalogue.PostgresCatalogue;
import nx.sale.postgres.check.PostgresBills;
import nx.sale.postgres.kitchen.PostgresKitchenViews;
import nx.sale.postgres.kitchen.PostgresKitchens;
import nx.sale.postgres.loyalty.PostgresPoints;
import nx.sale.postgres.order.PostgresOrderOperations;
import nx.sale.postgres.order.PostgresOrderViews;
import nx.sale.postgres.order.PostgresOrders;
import nx.sale.postgres.outbox.PostgresOutbox;
import nx.sale.postgres.payment.PostgresPaymentInbox;
import nx.sale.postgres.payment.PostgresPayments;
import nx.sale.postgres.payment.PostgresRefundViews;
import nx.sale.postgres.report.PostgresSalesFolding;
import nx.sale.postgres.requests.PostgresRequestLog;
import nx.sale.postgres.settings.PostgresSettings;
import nx.sale.postgres.shift.PostgresShiftViews;
import nx.sale.postgres.shift.PostgresShifts;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Gate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.TransactionState;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgConnection;

/** What a request costs the database, counted at the driver: every execute is a round trip, and a commit that is still to be sent. */
class RoundTripsTest {
    private static final MerchantId MERCHANT = new MerchantId(Long.parseLong(Restaurant.MERCHANT));
    private static final Ids IDS = new AtomicLong(System.currentTimeMillis() << 10)::getAndIncrement;

    private final DeviceId till = new DeviceId("trips-" + IDS.next());
    private final AtomicInteger trips = new AtomicInteger();
    private final AtomicInteger transactionTrips = new AtomicInteger();
    private final Jdbi jdbi = Database.jdbi(counted(Stack.source()));
    private final Reads reads = new Reads(jdbi);
    private final PostgresUnitOfWork work = new PostgresUnitOfWork(jdbi, new Gate(10, Duration.ofSeconds(5)));
    private final Clock clock = Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
    private final Requests requests =
            new Requests(work, new PostgresRequestLog(reads, jdbi, () -> Long.MAX_VALUE), clock);
    private final PostgresAuditTrail audit = new PostgresAuditTrail(IDS);
    private final PostgresKitchens kitchens = new PostgresKitchens();
    private final PostgresUsages usages = new PostgresUsages(reads);
    private final Screens screens = new Screens(update -> {});
    private final CartTrail trail = new CartTrail(audit, screens);
    private final TakeUnits takeUnits = new TakeUnits(usages, audit, screens, IDS);
    private final PostgresShifts shifts = new PostgresShifts(IDS);
    private final ShiftRule shiftRule = new ShiftRule(shifts, new PostgresShiftViews(reads));
    private final OrderEffects effects = new OrderEffects(
            new PostgresOutbox(new KafkaEventCodec(Organizers.NONE), IDS, handed -> {}),
            new OrderHistory(audit),
            new ScreenReactions(screens),
            new TableReactions(usages, screens),
            new KitchenReactions(kitchens, IDS),
            new TillReactions(shifts),
            new ReportReactions(new PostgresSalesFolding(reads, IDS)),
            new PointReactions(new PostgresPoints(reads), audit, IDS));
    /** To the microsecond, as in production: PostgreSQL keeps no more, and a Z's hash covers its time. */
    private final PostgresOrders orders = new PostgresOrders(millis -> {});

    private final PostgresBills bills = new PostgresBills(reads, IDS, () -> Long.MAX_VALUE);
    private final PostgresOrderViews views = new PostgresOrderViews(reads);
    private final PostgresCatalogue catalogue = new PostgresCatalogue(reads);
    private final PostgresSettings settings = new PostgresSettings(reads, IDS);
    private final PostgresPayments payments = new PostgresPayments(IDS, clock);
    private final ReadThroughMenu menus = new ReadThroughMenu(catalogue, CatalogueSource.NONE, work, clock);

    private DataSource counted(PGSimpleDataSource real) {
        return proxy(
                DataSource.class,
                real,
                (method, result) -> result instanceof Connection connection ? counted(connection) : result);
    }

    private Connection counted(Connection real) {
        return proxy(Connection.class, real, (method, result) -> {
            return result instanceof PreparedStatement statement
                    ? proxy(PreparedStatement.class, statement, (called, value) -> {
                        if (called.startsWith("execute")) {
                            count(real);
                        }
                        return value;
                    })
                    : result;
        });
    }

    private void count(Connection connection) throws java.sql.SQLException {
        trips.incrementAndGet();
        if (!connection.getAutoCommit()) {
            transactionTrips.incrementAndGet();
        }
    }

    private interface After {
        Object value(String method, Object result) throws Exception;
    }

    private <T> T proxy(Class<T> type, T real, After after) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        if (real instanceof PgConnection connection
                                && List.of("commit", "rollback").contains(method.getName())
                                && connection.getTransactionState() != TransactionState.IDLE) {
                            count(connection);
                        }
                        return after.value(method.getName(), method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Request request() {
        return new Request(
                new Origin(Actor.user("1", "test"), Optional.of(till), "trips"),
                Optional.of(new RequestKey(MERCHANT, "test", Long.toString(IDS.next()), "print")));
    }

    private static <T> Reply<T, Answer> plain() {
        return plain(result -> {});
    }

    /** Shows the result to the test. */
    private static <T> Reply<T, Answer> plain(Consumer<T> look) {
        return Answers.reply(result -> {
            look.accept(result);
            return new Answer(200, "{}", Optional.empty(), Optional.empty(), false);
        });
    }

    /** Opens an order with this many lines of their own. */
    private OrderId open(int lines) {
        OrderId[] opened = new OrderId[1];
        new OpenOrder(
                        catalogue,
                        menus,
                        settings,
                        () -> false,
                        requests,
                        shiftRule,
                        orders,
                        takeUnits,
                        effects,
                        trail,
                        IDS,
                        clock)
                .handle(
                        new OpenOrder.Command(
                                request(),
                                MERCHANT,
                                new SaleChannelId(Long.parseLong(Restaurant.CHANNEL)),
                                Optional.empty(),
                                ExchangeRate.ONE,
                                Cart.Description.NONE,
                                drafts(lines),
                                List.of()),
                        plain(order -> {
                            opened[0] = order.header().id();
                        }));
        return opened[0];
    }

    private static List<LineDraft> drafts(int lines) {
        List<LineDraft> drafts = new ArrayList<>();
        for (int seat = 1; seat <= lines; seat++) {
            drafts.add(new LineDraft(
                    LineDraft.PRODUCT_VARIANT,
                    Optional.of(new VariantId(71001)),
                    Quantity.ONE,
                    Line.Mode.PRODUCT,
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    seat,
                    0,
                    Optional.empty(),
                    Optional.empty()));
        }
        return drafts;
    }

    private void reset() {
        trips.set(0);
        transactionTrips.set(0);
    }

    private CheckOut.Command checkingOut(OrderId order) {
        return new CheckOut.Command(
                request(),
                MERCHANT,
                order,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Authority(Set.of(), List.of()));
    }

    private static Pricing pricing() {
        return (asked, requestId) -> {
            Money zero = Money.zero(asked.currency());
            List<Quote.Priced> lines = asked.items().stream()
                    .map(item -> new Quote.Priced(
                            item.ref(),
                            item.base(),
                            item.base(),
                            zero,
                            zero,
                            item.base().times(item.quantity()),
                            new Line.Fare(Optional.empty(), Optional.empty()),
                            "{}"))
                    .toList();
            Money subtotal = lines.stream().map(Quote.Priced::total).reduce(zero, Money::plus);
            return new Quote(lines, subtotal, zero, zero, subtotal, "{}");
        };
    }

    // CART-18
    @ParameterizedTest
    @ValueSource(ints = {10, 500})
    void anAddedItemIsOneTransactionOfTwoRoundTrips_whateverTheOrderHolds(int lines) {
        OrderId order = open(lines);
        AddItems add = new AddItems(menus, requests, orders, trail, IDS);
        reset();

        add.handle(new AddItems.Command(request(), MERCHANT, order, Optional.empty(), drafts(1), false), plain());

        assertThat(transactionTrips).hasValue(2);
        assertThat(trips).as("with the menu").hasValue(3);
    }

    // DISCOUNT-3
    @Test
    void anAddedItemCostsTheSame_withFiveDiscountsAndTwoChargesOnTheOrder() {
        OrderId order = charged();
        work.run(tx -> {
            Cart cart = orders.lockCart(tx, MERCHANT, order, LineKeys.ALL);
            List<LineId> first = List.of(cart.lines().getFirst().id());
            Adjustment.Grounds grounds = new Adjustment.Grounds(
                    Optional.empty(), Optional.empty(), "user:1", clock.instant(), Optional.empty());
            Money thousand = Money.of("1000", CurrencyCode.VND);
            for (Adjustment.Effect effect : List.of(
                    new Adjustment.Percent(BigDecimal.TEN), new Adjustment.Amount(thousand), new Adjustment.Comp())) {
                cart.adjust(first, effect, grounds, IDS, Actor.system("test"), clock.instant());
            }
            cart.adjust(
                    List.of(),
                    new Adjustment.Percent(BigDecimal.TEN),
                    grounds,
                    IDS,
                    Actor.system("test"),
                    clock.instant());
            cart.adjust(
                    List.of(), new Adjustment.Amount(thousand), grounds, IDS, Actor.system("test"), clock.instant());
            orders.update(tx, cart);
            return cart;
        });
        reset();

        new AddItems(menus, requests, orders, trail, IDS)
                .handle(new AddItems.Command(request(), MERCHANT, order, Optional.empty(), drafts(1), false), plain());

        assertThat(transactionTrips).hasValue(2);
        assertThat(trips).as("with the menu").hasValue(3);
        assertThat(views.find(MERCHANT, order)
                        .orElseThrow()
                        .header()
                        .discounts()
                        .adjustments())
                .hasSize(2);
    }

    private OrderId charged() {
        Api owner = Stack.as("owner");
        String charge = "{'code':'C%s','name':'Service','kind':'PERCENT','value':'5','taxRate':'8','when':{}}";
        owner.put("/settings", json("{'serviceCharges':[" + charge + "," + charge + "]}", 1, 2))
                .expect(200);
        try {
            OrderId order = open(10);
            assertThat(views.find(MERCHANT, order)
                            .orElseThrow()
                            .header()
                            .charges()
                            .all())
                    .hasSize(2);
            return order;
        } finally {
            owner.put("/settings", json("{'serviceCharges':[]}")).expect(200);
        }
    }

    @Test
    void aHundredItemsAtOnceCostNoMoreTripsThanOne() {
        OrderId order = open(1);
        reset();

        new AddItems(menus, requests, orders, trail, IDS)
                .handle(
                        new AddItems.Command(request(), MERCHANT, order, Optional.empty(), drafts(100), false),
                        plain());

        assertThat(trips).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 500})
    void aCheckoutIsThreeRoundTripsUnderTheLock(int lines) {
        OrderId order = open(lines);
        CheckOut checkOut = new CheckOut(
                views,
                settings,
                pricing(),
                requests,
                orders,
                payments,
                new DiscountAuthority(new Permits(new PostgresApprovals(reads), audit)),
                effects,
                IDS,
                clock);
        reset();

        checkOut.handle(checkingOut(order), plain());

        assertThat(transactionTrips).hasValue(3);
        assertThat(trips).as("with settings and the cart").hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 500})
    void aWebhookIsFourRoundTripsInItsTransaction(int lines) {
        OrderId order = checkedOut(lines);

        pay(new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_ORDER, order.value()));

        assertThat(transactionTrips).hasValue(4);
        assertThat(trips).as("with the merchant and its settings").hasValue(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 50})
    void aWebhookOnACheckIsOneMore_howeverManyChecksThereAre(int checks) {
        OrderId order = checkedOut(10);
        divide(order, checks);

        pay(new PaymentNotice.Target(
                PaymentNotice.Target.Kind.SALE_CHECK,
                bills.list(MERCHANT, order).getFirst().id().value()));

        assertThat(transactionTrips).hasValue(5);
    }

    private OrderId checkedOut(int lines) {
        OrderId order = open(lines);
        new CheckOut(
                        views,
                        settings,
                        pricing(),
                        requests,
                        orders,
                        payments,
                        new DiscountAuthority(new Permits(new PostgresApprovals(reads), audit)),
                        effects,
                        IDS,
                        clock)
                .handle(checkingOut(order), plain());
        return order;
    }

    private void divide(OrderId order, int checks) {
        PostgresOrderOperations operations = new PostgresOrderOperations(reads);
        new DivideBill(new BillWork(settings, requests, orders, bills, payments, operations, effects, IDS), IDS)
                .handle(
                        new DivideBill.Command(
                                request(), MERCHANT, order, Optional.empty(), new Division.Evenly(checks)),
                        plain());
    }

    private void pay(PaymentNotice.Target target) {
        String uid = "trips-" + target.id();
        PaymentNotice notice = new PaymentNotice(
                PaymentEventType.ATTEMPT_SUCCESS,
                target,
                Optional.of(new PaymentNotice.Transaction(
                        uid, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())),
                Optional.of(new PaymentNotice.Attempt(
                        uid, Optional.empty(), new BigDecimal("100"), "SYSTEM", Optional.empty(), Optional.empty())));
        PaymentInbox.Webhook webhook = new PaymentInbox.Webhook(
                "mq-pay:attempt.success",
                Optional.of(uid),
                Optional.of(uid),
                "{}",
                java.util.Map.of(),
                true,
                clock.instant());
        reset();

        new ApplyPayment(
                        new WebhookWork(
                                views,
                                bills,
                                new PostgresRefundViews(reads),
                                settings,
                                new PostgresPaymentInbox(IDS),
                                orders,
                                bills,
                                payments,
                                effects,
                                screens,
                                IDS,
                                clock),
                        work)
                .handle(new ApplyPayment.Command(webhook, notice, request().origin()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void aMergeIsTwoRoundTrips_anUndoThree_howeverManyOrders(int sources) {
        OrderId target = open(10);
        List<OrderId> others =
                IntStream.range(0, sources).mapToObj(number -> open(5)).toList();
        PostgresOrderOperations operations = new PostgresOrderOperations(reads);
        Families families =
                new Families(requests, orders, views, operations, operations, settings, effects, IDS, clock);
        reset();

        new MergeOrders(families).handle(new MergeOrders.Command(task(target), others), plain());

        assertThat(transactionTrips).hasValue(2);
        assertThat(trips).as("with the settings").hasValue(3);
        reset();

        new UndoMerge(families).handle(new UndoMerge.Command(task(target), Optional.empty()), plain());

        assertThat(transactionTrips).hasValue(3);
        assertThat(trips).as("with the newest merge and the settings").hasValue(5);
    }

    // SHIFT-16
    @ParameterizedTest
    @ValueSource(ints = {1, 60})
    void closingAShiftIsThreeRoundTrips_howeverManyOrdersItHad(int sold) {
        SessionId session = openShift();
        OrderId order = open(1);
        for (int number = 0; number < sold; number++) {
            work.run(tx -> {
                shifts.addBooking(tx, booking(order));
                return order;
            });
        }
        reset();

        new CloseSession(
                        settings,
                        requests,
                        shifts,
                        new Permits(new PostgresApprovals(reads), audit),
                        effects,
                        audit,
                        IDS,
                        clock)
                .handle(
                        new CloseSession.Command(
                                request(),
                                MERCHANT,
                                session,
                                Optional.empty(),
                                new PosSession.CloseRequest(
                                        Optional.of(CashCount.of(new BigDecimal(500 * sold))), Optional.empty(), true),
                                new Authority(Set.of(), List.of())),
                        plain(result -> {
                            assertThat(result)
                                    .isInstanceOfSatisfying(
                                            CloseSession.Result.Closed.class,
                                            closed -> assertThat(closed.z().content())
                                                    .contains(json("'payments':%s", sold), json("'orders':%s", sold)));
                        }));

        assertThat(transactionTrips).hasValue(3);
        assertThat(trips).as("with the settings").hasValue(4);
    }

    private SessionId openShift() {
        SessionId[] opened = new SessionId[1];
        new OpenSession(catalogue, requests, shifts, audit, screens, IDS)
                .handle(
                        new OpenSession.Command(
                                request(),
                                MERCHANT,
                                till,
                                new SaleChannelId(Long.parseLong(Restaurant.CHANNEL)),
                                BigDecimal.ZERO,
                                Optional.empty()),
                        plain(session -> {
                            opened[0] = session.id();
                        }));
        return opened[0];
    }

    private TillBooking booking(OrderId order) {
        Money amount = Money.of("500", CurrencyCode.VND);
        Money zero = Money.zero(CurrencyCode.VND);
        return new TillBooking(
                MERCHANT,
                till,
                order,
                Optional.empty(),
                List.of(new Takings.Change(Optional.of(Tender.CASH), 1, amount)),
                PaymentEvent.Beside.nothing(amount.currency()),
                Optional.of(new TillBooking.Sale(TillBooking.Outcome.COMPLETED, Totals.of(amount, zero, zero))),
                clock.instant());
    }

    @Test
    void managedShiftCostsNoExtraRoundTrip() {
        OrderId order = checkedOut(10);
        openShift();
        pay(new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_ORDER, order.value()));

        assertThat(transactionTrips).hasValue(4);
    }

    private Families.Task task(OrderId order) {
        return new Families.Task(request(), MERCHANT, order, Optional.empty(), false);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 500})
    void aBillIsDividedInTwoRoundTrips_whateverTheOrderHolds(int lines) {
        OrderId order = checkedOut(lines);
        reset();

        divide(order, 40);

        assertThat(transactionTrips).hasValue(2);
    }

    @Test
    void aRepeatedRequestIsAnsweredAfterOneFailedTrip() {
        OrderId order = open(10);
        AddItems add = new AddItems(menus, requests, orders, trail, IDS);
        AddItems.Command command = new AddItems.Command(request(), MERCHANT, order, Optional.empty(), drafts(1), false);
        add.handle(command, plain());
        reset();

        assertThat(add.handle(command, plain()).replayed()).isTrue();

        assertThat(trips).as("menu, refused trip, rollback, look-up").hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void aSendIsThreeRoundTrips_andSoIsAStep_whateverTheOrderHolds(int lines) {
        OrderId order = open(lines);
        PostgresKitchenViews kitchenViews = new PostgresKitchenViews(reads);
        Permits permits = new Permits(new PostgresApprovals(reads), audit);
        List<KitchenTicket> sent = new ArrayList<>();
        reset();

        new SendToKitchen(settings, kitchenViews, requests, orders, kitchens, effects, IDS)
                .handle(
                        new SendToKitchen.Command(request(), MERCHANT, order, Optional.empty(), Sending.ALL),
                        plain(tickets -> {
                            sent.addAll(tickets);
                        }));

        assertThat(transactionTrips).hasValue(3);
        assertThat(trips).as("with settings and stations").hasValue(5);
        List<Kitchen.Step> steps = sent.getFirst().items().stream()
                .map(item -> new Kitchen.Step(item.id(), ItemStatus.COOKING, Optional.empty()))
                .toList();
        TicketWork work =
                new TicketWork(new GivenReasons(settings), requests, orders, kitchens, permits, effects, clock);
        reset();

        new ChangeTicketItems(kitchenViews, work)
                .handle(
                        new ChangeTicketItems.Command(
                                new TicketWork.Task(request(), MERCHANT, new Authority(Set.of(), List.of())),
                                steps,
                                Optional.empty()),
                        plain());

        assertThat(transactionTrips).hasValue(3);
        assertThat(trips).as("with the look where the items are").hasValue(4);
    }

    @Test
    void twentyTablesCostNoMoreRoundTripsThanOne() {
        Floor floor = Floor.drawn(Stack.as("manager"), 20);
        reset();

        work.run(tx -> takeUnits.forReservation(
                tx,
                reservation(),
                floor.units().stream().map(Long::parseLong).map(UnitId::new).toList(),
                false,
                request().origin(),
                clock.instant()));

        assertThat(transactionTrips).as("units, usages, commit").hasValue(3);
    }

    // STORE-16
    @Test
    void theFloorAQueueAndAnOrderAreOneRoundTripEach_outsideOfAnyTransaction() {
        Floor floor = Floor.drawn(Stack.as("manager"), 20);
        OrderId order = open(10);
        PostgresFloorViews floors = new PostgresFloorViews(reads);
        PostgresKitchenViews kitchenViews = new PostgresKitchenViews(reads);
        KitchenStation station =
                kitchenViews.getRouting(MERCHANT, Optional.empty()).stations().getFirst();
        reset();

        assertThat(floors.findNow(MERCHANT, new LayoutId(Long.parseLong(floor.layout())), clock.instant())
                        .orElseThrow()
                        .units())
                .hasSize(20);
        assertThat(kitchenViews.findQueue(MERCHANT, station.id(), 20)).isPresent();
        assertThat(views.find(MERCHANT, order).orElseThrow().lines()).hasSize(10);

        assertThat(trips).hasValue(3);
        assertThat(transactionTrips).hasValue(0);
    }

    private Reservation reservation() {
        return Reservation.requested(
                new ReservationId(IDS.next()),
                MERCHANT,
                new Reservation.Guest("Lan", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                4,
                new Window(clock.instant(), clock.instant().plusSeconds(60)),
                Reservation.Source.PHONE,
                request().origin().actor(),
                clock.instant());
    }
}
