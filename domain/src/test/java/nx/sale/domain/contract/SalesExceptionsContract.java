package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestKitchens.sent;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import nx.sale.domain.check.Share;
import nx.sale.domain.fixture.TestKitchens;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.kitchen.Stations;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.report.SalesExceptions;
import nx.sale.domain.report.TradingDays;
import nx.sale.domain.returns.Returns;
import nx.sale.domain.returns.SaleReturn;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Trace;
import nx.sale.domain.shared.UnitOfWork;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.Shifts;
import org.junit.jupiter.api.Test;

/** What every report of exceptions must say. Pho is 65,000, and two of it an order of 130,000. */
public abstract class SalesExceptionsContract extends Contract {
    private static final TradingDays DAYS =
            new TradingDays(LocalDate.parse("2026-02-28"), LocalDate.parse("2026-03-02"));
    private static final Instant BEGINS = Instant.parse("2026-02-27T21:00:00Z");
    private static final Instant ENDS = Instant.parse("2026-03-02T21:00:00Z");

    /** What the contract runs on. */
    public record Stores(
            UnitOfWork work,
            Orders orders,
            OrderViews views,
            Kitchens kitchens,
            Stations stations,
            Shifts shifts,
            Returns returns,
            AuditTrail audit,
            SalesExceptions exceptions) {}

    private final Stores stores;
    private final StoredOrders stored;

    protected SalesExceptionsContract(Stores stores) {
        super(stores.work());
        this.stores = stores;
        stored = new StoredOrders(work, merchant, stores.orders(), stores.views());
    }

    /** Something that Hoa did. */
    private void did(
            AuditAction action, Optional<OrderId> order, String request, String reason, Map<String, String> details) {
        noted(merchant, action, order, request, Optional.of(reason), details, NOON);
    }

    private void noted(
            MerchantId of,
            AuditAction action,
            Optional<OrderId> order,
            String request,
            Optional<String> reason,
            Map<String, String> details,
            Instant at) {
        work.run(tx -> {
            stores.audit()
                    .append(
                            tx,
                            new AuditTrail.Entry(of, order, action, reason, details, at),
                            new Origin(Actor.user("7", "Hoa"), Optional.empty(), request));
            return at;
        });
    }

    private void approved(OrderId order, String request, String by) {
        did(AuditAction.APPROVED, Optional.of(order), request, "seen", Map.of("approver", "user:" + by));
    }

    private void sold(OrderId draft) {
        OrderId order = stored.checkedOut(draft);
        work.run(tx -> {
            SaleOrder waiting = stores.orders().lock(tx, merchant, order);
            TestOrders.pay(waiting, waiting.header().totals().total().canonical(), Optional.empty());
            stores.orders().update(tx, waiting);
            return order;
        });
    }

    /** The id of the dish that the kitchen got of an order of one line. */
    private String dish(OrderId order) {
        KitchenStation station = new KitchenStation(
                new StationId(IDS.next()),
                merchant,
                "C" + IDS.next(),
                "Hot",
                List.of("a"),
                1,
                Trace.created(NOON, WAITER));
        return work.run(tx -> {
            stores.stations().add(tx, station);
            Cart cart = stores.orders().lockCart(tx, merchant, order, LineKeys.UNSENT);
            return stores.kitchens()
                    .add(tx, sent(new OrderSnapshot(cart.header(), cart.lines()), TestKitchens.allTo(station), IDS))
                    .getFirst()
                    .items()
                    .getFirst()
                    .id()
                    .toString();
        });
    }

    private String shift() {
        SessionId id = new SessionId(IDS.next());
        DeviceId till = new DeviceId("till-" + id);
        work.run(tx -> {
            PosSession.Open session = PosSession.opened(
                    id,
                    new PosSession.Place(merchant, till, new SaleChannelId(70)),
                    BigDecimal.ZERO,
                    CurrencyCode.VND,
                    Optional.empty(),
                    WAITER,
                    NOON);
            stores.shifts()
                    .add(
                            tx,
                            session,
                            stores.shifts().lockTill(tx, merchant, till).opening(id));
            return id;
        });
        return id.toString();
    }

    /** Dishes of 30,000.3 each, one for each reason: rounded to 90,000.8, as nothing really is. */
    private String returned(OrderId order, List<Optional<String>> reasons) {
        Money zero = Money.zero(CurrencyCode.VND);
        List<Share> shares = reasons.stream()
                .map(reason -> new Share(
                        new LineId(IDS.next()),
                        Quantity.ONE,
                        Money.of("30000", CurrencyCode.VND),
                        Money.of("5000", CurrencyCode.VND),
                        Money.of("2000", CurrencyCode.VND),
                        new Charges.Part(Money.of("3000", CurrencyCode.VND), Money.of("0.3", CurrencyCode.VND))))
                .toList();
        List<SaleReturn.Item> items = IntStream.range(0, reasons.size())
                .mapToObj(
                        place -> new SaleReturn.Item(shares.get(place).line(), Quantity.ONE, false, reasons.get(place)))
                .toList();
        SaleReturn goods = new SaleReturn(
                new ReturnId(IDS.next()),
                order,
                1,
                items,
                shares.stream()
                        .map(share -> new SaleReturn.Part(Optional.empty(), share))
                        .toList(),
                new SaleReturn.Sums(
                        Share.sum(shares, CurrencyCode.VND).roundedTo(Money.of("90000.8", CurrencyCode.VND)),
                        zero,
                        List.of()),
                Optional.empty(),
                Optional.empty(),
                LocalDate.parse("2026-03-01"),
                Trace.created(NOON, WAITER));
        work.run(tx -> {
            stores.orders().lock(tx, merchant, order);
            stores.returns().add(tx, merchant, goods);
            return goods;
        });
        return goods.id().toString();
    }

    private List<String> rows() {
        return stores.exceptions().list(merchant, DAYS, BEGINS, ENDS).rows().stream()
                .map(row ->
                        row.kind() + "|" + row.person() + "|" + row.approver().orElse("") + "|"
                                + row.reason().orElse("") + "|" + row.currency().value() + "|" + row.count() + "|"
                                + Decimals.plain(row.amount()))
                .toList();
    }

    // REPORT-11
    @Test
    void whatWasGivenOnSoldOrdersIsInIt_andWhatIsInADraftIsNot() {
        sold(stored.discounted());
        stored.discounted();

        assertThat(rows())
                .containsExactly(
                        "DISCOUNT|user:42|user:1|REGULAR|VND|1|43329",
                        "DISCOUNT|user:42||REGULAR|VND|1|1000",
                        "WAIVED_CHARGE|user:42||the kitchen was slow|VND|1|0");
    }

    // REPORT-10
    @Test
    void whatWasDoneNamesWhoDidIt_whoApprovedItInTheSameRequest_andWhy() {
        OrderId order = stored.pho("2");
        Optional<OrderId> it = Optional.of(order);
        approved(order, "r1", "9");
        did(AuditAction.ITEMS_CHANGED, it, "r1", "cold", Map.of("served", "1", "servedAmount", "65000"));
        did(AuditAction.ITEMS_REMOVED, it, "r2", "cold", Map.of("served", "0", "servedAmount", "0"));
        noted(merchant, AuditAction.ITEMS_REMOVED, it, "r3", Optional.empty(), Map.of(), NOON);
        did(AuditAction.ITEMS_REMOVED, it, "r4", "by an older build", Map.of());
        did(AuditAction.CHECK_WRITTEN_OFF, it, "r5", "ran", Map.of("shortfall", "70000"));
        did(AuditAction.CHECK_WRITTEN_OFF, it, "r6", "ran", Map.of("shortfall", "10000"));
        did(AuditAction.COMPLETED_BY_HAND, it, "r7", "bank", Map.of("due", "154000"));
        did(AuditAction.NO_SALE, Optional.empty(), "r8", "change", Map.of("posSessionId", shift()));
        String returned = returned(order, List.of(Optional.of("too salty"), Optional.of("cold"), Optional.empty()));
        did(AuditAction.RETURNED, it, "r10", "too salty", Map.of("returnId", returned));
        did(AuditAction.ITEMS_ADDED, it, "r9", "hungry", Map.of());

        assertThat(rows())
                .containsExactlyInAnyOrder(
                        "COMPLETED_BY_HAND|user:7||bank|VND|1|154000",
                        "WRITE_OFF|user:7||ran|VND|2|80000",
                        "RETURN|user:7||too salty|VND|1|30000.2",
                        "RETURN|user:7||cold|VND|1|30000.3",
                        "RETURN|user:7|||VND|1|30000.3",
                        "REMOVED_SERVED|user:7|user:9|cold|VND|1|65000",
                        "REMOVED_SERVED|user:7||by an older build|VND|1|0",
                        "NO_SALE|user:7||change|VND|1|0");
    }

    // REPORT-12
    @Test
    void whatIsVoidedWithAnOrderIsPartOfItsCancellation() {
        OrderId order = stored.pho("2");
        String dish = dish(order);
        did(AuditAction.KITCHEN_ITEM_VOIDED, Optional.of(order), "r1", "burnt", Map.of("kitchenTicketItemId", dish));
        OrderId cancelled = stored.pho("2");
        approved(cancelled, "r2", "9");
        approved(cancelled, "r2", "8");
        did(
                AuditAction.KITCHEN_ITEM_VOIDED,
                Optional.of(cancelled),
                "r2",
                "left",
                Map.of("kitchenTicketItemId", dish(cancelled)));
        did(AuditAction.CANCELLED, Optional.of(cancelled), "r2", "left", Map.of("refundDue", "0"));

        assertThat(rows())
                .containsExactlyInAnyOrder(
                        "VOID|user:7||burnt|VND|1|130000", "CANCELLATION|user:7|user:8 user:9|left|VND|1|130000");
    }

    // REPORT-10
    @Test
    void onlyTheDaysAndTheMerchantAreInIt() {
        Optional<OrderId> order = Optional.of(stored.pho("2"));
        Map<String, String> due = Map.of("due", "1");
        Optional<String> why = Optional.of("why");
        noted(merchant, AuditAction.COMPLETED_BY_HAND, order, "r", why, due, BEGINS.minusNanos(1_000));
        noted(merchant, AuditAction.COMPLETED_BY_HAND, order, "r", why, due, ENDS);
        noted(new MerchantId(IDS.next()), AuditAction.COMPLETED_BY_HAND, order, "r", why, due, NOON);
        assertThat(rows()).isEmpty();

        noted(merchant, AuditAction.COMPLETED_BY_HAND, order, "r", why, due, BEGINS);

        assertThat(rows()).containsExactly("COMPLETED_BY_HAND|user:7||why|VND|1|1");
    }
}
