package nx.sale.domain.contract;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.listing.ListField;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderFields;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.charge.Charge;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every store of orders must do. */
public abstract class OrdersContract extends Contract {
    private static final Actor COOK = Actor.user("7", "Hoa");
    private static final Instant AT = Instant.parse("2026-03-01T05:00:00Z");

    private static final MerchantId STRANGER = new MerchantId(8);

    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Orders orders, OrderViews views) {}

    private final Orders orders;
    private final OrderViews views;
    private final StoredOrders stored;

    protected OrdersContract(Stores stores) {
        super(stores.work());
        orders = stores.orders();
        views = stores.views();
        stored = new StoredOrders(work, merchant, stores.orders(), stores.views());
    }

    @Test
    void orderIsStored_toTheLastField() {
        OrderId id = stored.draft();

        OrderSnapshot locked = work.run(tx -> orders.lock(tx, merchant, id).snapshot());

        assertThat(locked).isEqualTo(stored.found(id));
        assertThat(locked.header().totals().total().plain()).isEqualTo("140000");
        assertThat(locked.lines()).extracting(line -> line.product().name()).containsExactly("Pho", "Tea");
        assertThat(views.findHeader(merchant, id)).contains(locked.header());
        assertThat(views.findMerchant(id)).contains(merchant);
    }

    @Test
    void discountsAndChargesAreStored_inTheCartAndCheckedOut() {
        OrderId id = stored.discounted();
        OrderSnapshot draft = stored.found(id);
        assertThat(draft.header().discounts().amount().plain()).isEqualTo("1000");
        assertThat(draft.header().discounts().codeTexts()).containsExactly("SPRING");
        assertThat(draft.header().charges().all()).extracting(Charge::waived).containsExactly(false, true, false);
        assertThat(draft.lines().getFirst().discounts().amount().plain()).isEqualTo("43329");

        SaleOrder order = work.run(tx -> {
            SaleOrder locked = orders.lock(tx, merchant, id);
            assertThat(locked.snapshot()).isEqualTo(draft);
            locked.checkOut(
                    TestOrders.quote(draft),
                    TestOrders.TERMS,
                    Money.zero(CurrencyCode.VND),
                    Settings.DEFAULT,
                    WAITER,
                    NOON);
            orders.update(tx, locked);
            return locked;
        });

        assertThat(stored.found(id)).isEqualTo(order.snapshot());
        assertThat(stored.found(id).header().totals().charge().positive()).isTrue();
        assertThat(stored.found(id).lines())
                .allSatisfy(line ->
                        assertThat(line.prices().charged().amount().positive()).isTrue());
    }

    // STORE-4
    @Test
    void orderIsFoundByItsMerchantOnly() {
        OrderId id = stored.draft();
        MerchantId stranger = STRANGER;

        assertThat(views.find(stranger, id)).isEmpty();
        assertThatThrownBy(() -> work.run(tx -> orders.lock(tx, stranger, id)))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isEqualTo(new OrderError.NotFound(id)));
        assertThatThrownBy(() -> work.run(tx -> orders.lockCart(tx, stranger, id, LineKeys.ALL)))
                .isInstanceOf(Rejected.class);
    }

    // CART-18
    @Test
    void aCartLoadsOnlyWhatIsTouched() {
        OrderId id = stored.draft();
        LineDraft more = LineDraft.of(TestMenus.PHO, Quantity.ONE);

        List<Line> touched = work.run(tx -> {
            Cart cart = orders.lockCart(tx, merchant, id, LineKeys.ofDrafts(List.of(more)));
            cart.add(List.of(more), TestMenus.menu(), IDS, WAITER, NOON);
            orders.update(tx, cart);
            return cart.touched();
        });

        assertThat(touched)
                .singleElement()
                .satisfies(line -> assertThat(line.quantity()).isEqualTo(Quantity.of("3")));
        assertThat(stored.found(id).lines()).hasSize(2);
        assertThat(stored.found(id).header().totals().total().plain()).isEqualTo("205000");
        assertThat(stored.found(id).header().revision()).isEqualTo(2);
    }

    @Test
    void aComboIsLoadedWithItsParts_andRemovedWithThem() {
        OrderId id = stored.draft();
        work.run(tx -> {
            Cart cart = orders.lockCart(tx, merchant, id, LineKeys.NONE);
            cart.add(List.of(LineDraft.of(TestMenus.LUNCH, Quantity.ONE)), TestMenus.menu(), IDS, WAITER, NOON);
            orders.update(tx, cart);
            return cart;
        });
        Line lead = stored.found(id).lines().get(2);

        work.run(tx -> {
            Cart cart = orders.lockCart(tx, merchant, id, LineKeys.ofLines(List.of(lead.id())));
            cart.remove(List.of(lead.id()), WAITER, NOON);
            orders.update(tx, cart);
            return cart;
        });

        assertThat(stored.found(id).lines()).hasSize(2);
        assertThat(stored.found(id).header().totals().total().plain()).isEqualTo("140000");
    }

    @Test
    void clientLineIdIsRemembered() {
        OrderId id = stored.draft();
        UUID device = UUID.randomUUID();
        LineDraft draft = new LineDraft(
                LineDraft.PRODUCT_VARIANT,
                Optional.of(TestMenus.TEA),
                Quantity.ONE,
                Line.Mode.PRODUCT,
                Optional.of(device),
                List.of(),
                Optional.of("hot"),
                1,
                2,
                Optional.empty(),
                Optional.empty());
        for (int time = 0; time < 2; time++) {
            work.run(tx -> {
                Cart cart = orders.lockCart(tx, merchant, id, LineKeys.ofDrafts(List.of(draft)));
                cart.add(List.of(draft), TestMenus.menu(), IDS, WAITER, NOON);
                orders.update(tx, cart);
                return cart;
            });
        }

        assertThat(stored.found(id).lines()).hasSize(3);
        assertThat(stored.found(id).lines().get(2).quantity()).isEqualTo(Quantity.ONE);
    }

    @Test
    void clientLineIdReusedForAnotherItemIsRejected_alsoAfterRemoval() {
        OrderId order = stored.pho("1");
        UUID device = UUID.randomUUID();
        LineDraft pho = named(TestMenus.PHO, device);
        Line line = work.run(tx -> {
            Cart cart = orders.lockCart(tx, merchant, order, LineKeys.ofDrafts(List.of(pho)));
            cart.add(List.of(pho), TestMenus.menu(), IDS, COOK, AT);
            orders.update(tx, cart);
            return cart.touched().getFirst();
        });
        LineDraft tea = named(TestMenus.TEA, device);
        for (boolean removed : List.of(false, true)) {
            if (removed) {
                work.run(tx -> {
                    Cart cart = orders.lockCart(tx, merchant, order, LineKeys.ofLines(List.of(line.id())));
                    cart.remove(List.of(line.id()), COOK, AT);
                    orders.update(tx, cart);
                    return cart;
                });
            }
            assertRejected(
                    () -> work.run(tx -> {
                        Cart cart = orders.lockCart(tx, merchant, order, LineKeys.ofDrafts(List.of(tea)));
                        cart.add(List.of(tea), TestMenus.menu(), IDS, COOK, AT);
                        return cart;
                    }),
                    new OrderError.ClientLineReused(device, line.id()));
        }
    }

    private static LineDraft named(VariantId item, UUID device) {
        return new LineDraft(
                LineDraft.PRODUCT_VARIANT,
                Optional.of(item),
                Quantity.ONE,
                Line.Mode.PRODUCT,
                Optional.of(device),
                List.of(),
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Optional.empty());
    }

    // STORE-11
    @Test
    void anUpdateWithoutItsLockFails() {
        OrderId id = stored.draft();
        SaleOrder stale = work.run(tx -> orders.lock(tx, merchant, id));
        SaleOrder first = SaleOrder.rehydrate(stale.snapshot());
        first.cancel("first", WAITER, NOON);
        work.run(tx -> {
            orders.lock(tx, merchant, id);
            orders.update(tx, first);
            return id;
        });
        stale.cancel("second", WAITER, NOON);

        assertThatThrownBy(() -> work.run(tx -> {
                    orders.update(tx, stale);
                    return id;
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(stored.found(id).header().state().cancellationReason()).contains("first");
    }

    // DISCOUNT-13
    @Test
    void aWordGivenAtCheckoutIsStoredOnWhatItAllows() {
        OrderId id = stored.discounted();
        OrderSnapshot draft = stored.found(id);
        AdjustmentId given =
                draft.lines().getFirst().discounts().adjustments().getFirst().id();
        Adjustment.Allowed word =
                new Adjustment.Allowed("user:2", Money.of("60000", CurrencyCode.VND), Adjustment.Scope.LINE);
        OrderSnapshot after = work.run(tx -> {
            SaleOrder order = orders.lock(tx, merchant, id);
            order.checkOut(
                    TestOrders.quote(draft),
                    TestOrders.TERMS,
                    Money.zero(CurrencyCode.VND),
                    Settings.DEFAULT,
                    WAITER,
                    NOON);
            order.allow(Map.of(given, word));
            orders.update(tx, order);
            return order.snapshot();
        });

        assertThat(stored.found(id)).isEqualTo(after);
        assertThat(after.lines()
                        .getFirst()
                        .discounts()
                        .adjustments()
                        .getFirst()
                        .grounds()
                        .allowed())
                .contains(word);
    }

    @Test
    void aCheckedOutOrderKeepsEverythingPricingSaid() {
        OrderId id = stored.draft();
        OrderSnapshot draft = stored.found(id);
        OrderSnapshot after = work.run(tx -> {
            SaleOrder order = orders.lock(tx, merchant, id);
            order.checkOut(
                    TestOrders.quote(draft),
                    TestOrders.TERMS,
                    Money.zero(CurrencyCode.VND),
                    Settings.DEFAULT,
                    WAITER,
                    NOON);
            orders.update(tx, order);
            return order.snapshot();
        });

        assertThat(stored.found(id).header()).isEqualTo(after.header());
        assertThat(stored.found(id).lines())
                .extracting(Line::prices)
                .isEqualTo(after.lines().stream().map(Line::prices).toList());
        assertThat(stored.found(id).lines()).allMatch(line -> line.quoted().isPresent());
    }

    @Test
    void deletedDraftIsNotFound() {
        OrderId id = stored.draft();
        OrderSnapshot read = stored.found(id);

        work.run(tx -> {
            Cart cart = orders.lockCart(tx, merchant, id, LineKeys.NONE);
            cart.delete(false, Money.zero(CurrencyCode.VND), 0, WAITER, NOON);
            orders.update(tx, cart);
            return cart;
        });

        assertThat(views.find(merchant, id)).isEmpty();
        assertThat(views.findMerchant(id)).isEmpty();
        assertThatThrownBy(() -> work.run(tx -> orders.lock(tx, read)))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isEqualTo(new OrderError.NotFound(id)));
    }

    @Test
    void ordersAreListed_filteredOrderedAndPaged() {
        OrderId small = stored.pho("1");
        OrderId big = stored.pho("3");
        OrderId same = stored.pho("3");
        ListField<OrderHeader> total = Queries.field(OrderFields.ALL, "total");
        List<ListQuery.Term> order = List.of(new ListQuery.Term(total, true));
        BigDecimal three = new BigDecimal("195000");
        Optional<ListQuery.Filter> big3 =
                Optional.of(new ListQuery.Filter.Compare(total, ListQuery.Comparison.GTE, three));

        assertThat(views.list(merchant, Queries.page(Optional.empty(), order, 1, Optional.empty())))
                .as("one more than the limit")
                .extracting(OrderHeader::id)
                .containsExactly(same, big);
        assertThat(views.list(
                        merchant, Queries.page(Optional.empty(), order, 1, Optional.of(List.of(three, big.value())))))
                .extracting(OrderHeader::id)
                .containsExactly(small);
        assertThat(views.count(merchant, big3)).isEqualTo(2);
        assertThat(views.count(STRANGER, big3)).isZero();
    }

    @Test
    void familyIsLockedWholly_orNotAtAll() {
        OrderId here = stored.draft();
        OrderId nowhere = new OrderId(IDS.next());

        assertThatThrownBy(() -> work.run(tx -> orders.lockAll(tx, merchant, List.of(here, nowhere))))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isEqualTo(new OrderError.NotFound(nowhere)));
        assertThatThrownBy(() -> work.run(tx -> orders.lockAll(tx, STRANGER, List.of(here))))
                .isInstanceOf(Rejected.class);
    }
}
