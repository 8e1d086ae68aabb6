package nx.sale.domain.order;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestMenus.DOLLAR_DISH;
import static nx.sale.domain.fixture.TestMenus.EMPTY;
import static nx.sale.domain.fixture.TestMenus.FEAST;
import static nx.sale.domain.fixture.TestMenus.LOOP;
import static nx.sale.domain.fixture.TestMenus.LUNCH;
import static nx.sale.domain.fixture.TestMenus.PHO;
import static nx.sale.domain.fixture.TestMenus.RETIRED;
import static nx.sale.domain.fixture.TestMenus.TEA;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cart under the waiters' hands. */
class CartTest {
    private final Menu menu = TestMenus.menu();
    private final Ids ids = TestOrders.ids(1_000);
    private final Cart cart = TestOrders.draft();

    private void add(LineDraft... drafts) {
        cart.add(List.of(drafts), menu, ids, WAITER, NOON);
    }

    private static LineDraft some(VariantId item, String quantity) {
        return LineDraft.of(item, Quantity.of(quantity));
    }

    private static LineDraft special(VariantId item, List<LineDraft.Choice> modifiers, String note, int seat) {
        return new LineDraft(
                LineDraft.PRODUCT_VARIANT,
                Optional.of(item),
                Quantity.ONE,
                Line.Mode.PRODUCT,
                Optional.empty(),
                modifiers,
                Optional.ofNullable(note),
                seat,
                0,
                Optional.empty(),
                Optional.empty());
    }

    private static LineDraft custom(String name, String price) {
        return new LineDraft(
                LineDraft.PRODUCT_VARIANT,
                Optional.empty(),
                Quantity.ONE,
                Line.Mode.CUSTOM,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                0,
                0,
                Optional.of(name),
                Optional.of(new BigDecimal(price)));
    }

    // ORDER-2
    @Test
    void newOrderIsNumberedInTheMerchantsTimeZone_andPublished() {
        assertThat(cart.header().orderNumber()).isEqualTo("20260301120000-100");
        assertThat(cart.header().slug()).isEqualTo("SaleOrder-20260301120000-100");
        assertThat(cart.header().details().name()).isEqualTo("20260301120000-100");
        assertThat(cart.header().revision()).isEqualTo(1);
        assertThat(cart.events()).singleElement().isInstanceOf(OrderEvent.Opened.class);
    }

    // CART-1
    @Test
    void theSameItemMergesWithItsTwin_anotherNoteSeatOrModifierDoesNot() {
        add(some(PHO, "1"), some(PHO, "2"));
        add(special(PHO, List.of(), "no onion", 0));
        add(special(PHO, List.of(), null, 3));
        add(special(PHO, List.of(new LineDraft.Choice("LARGE", Quantity.ONE)), null, 0));

        assertThat(cart.touched())
                .extracting(line -> line.quantity().toString())
                .containsExactly("3", "1", "1", "1");
        assertThat(cart.header().totals().subtotal().plain()).isEqualTo("400000");
    }

    // CART-2
    @Test
    void customLineIsNeverMerged() {
        add(custom("Cake", "50000"), custom("Cake", "50000"));

        assertThat(cart.touched())
                .hasSize(2)
                .allMatch(line -> line.product().itemId().isEmpty());
    }

    // CART-1, CART-5
    @Test
    void heldPriceIsKept_andANewPriceMakesANewLine() {
        add(some(PHO, "1"));
        Menu dearer = menu.with(List.of(TestMenus.dish(PHO, "Pho", "70000", "VND", true)));

        cart.add(List.of(some(PHO, "1")), dearer, ids, WAITER, NOON);

        assertThat(cart.touched())
                .extracting(line -> line.prices().held().plain())
                .containsExactly("65000", "70000");
    }

    // CART-13
    @Test
    void comboExpandsToItsParts_alsoNestedCombos() {
        add(some(FEAST, "2"));

        Line lead = cart.touched().getFirst();
        assertThat(lead.prices().total().plain()).isEqualTo("500000");
        assertThat(cart.touched().subList(1, 3)).allSatisfy(part -> {
            assertThat(part.lead()).contains(lead.id());
            assertThat(part.prices().total().zero()).isTrue();
        });
        assertThat(cart.touched())
                .extracting(line -> line.product().name() + " " + line.quantity())
                .containsExactly("Feast 2", "Pho 8", "Tea 10");
    }

    // CART-13, CART-14
    @Test
    void combosThatCannotBeSoldAreRefused() {
        assertRejected(() -> add(some(EMPTY, "1")), new OrderError.ComboEmpty(EMPTY));
        assertRejected(() -> add(some(LOOP, "1")), new OrderError.ComboCycle(LOOP));
        Menu tower = menu;
        for (int level = 0; level < 6; level++) {
            tower = tower.with(List.of(TestMenus.combo(
                    new VariantId(50 + level),
                    "Level",
                    "1",
                    TestMenus.part(level == 0 ? PHO : new VariantId(49 + level), "1"))));
        }
        Menu tall = tower;
        cart.add(List.of(some(new VariantId(54), "1")), tall, ids, WAITER, NOON);
        assertRejected(
                () -> cart.add(List.of(some(new VariantId(55), "1")), tall, ids, WAITER, NOON),
                new OrderError.ComboTooDeep(new VariantId(50), 5));
    }

    // CART-15
    @Test
    void secondIdenticalComboIsRejected_unlessForAnotherSeat() {
        add(some(LUNCH, "1"));
        LineId lead = cart.touched().getFirst().id();

        assertRejected(() -> add(some(LUNCH, "1")), new OrderError.ComboPresent(LUNCH, lead));
        add(special(LUNCH, List.of(), null, 2));
    }

    // CART-7, CART-16
    @Test
    void changingAComboScalesItsParts_andRemovingItTakesThemAlong() {
        add(some(LUNCH, "1"));
        LineId lead = cart.touched().getFirst().id();
        LineId part = cart.touched().get(1).id();

        cart.change(List.of(change(lead, "3")), WAITER, NOON);
        assertThat(cart.touched())
                .extracting(line -> line.quantity().toString())
                .containsExactly("3", "6", "6");
        assertRejected(
                () -> cart.change(List.of(change(part, "1")), WAITER, NOON), new OrderError.PartOfCombo(part, lead));
        cart.change(List.of(change(lead, "0")), WAITER, NOON);

        assertThat(cart.removed()).hasSize(3);
        assertThat(cart.header().totals().total().zero()).isTrue();
    }

    private static LineChange change(LineId line, String quantity) {
        return new LineChange(
                line, Optional.of(Quantity.of(quantity)), Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    // CART-5, CART-6
    @Test
    void unsellableItemIsRejected() {
        assertRejected(() -> add(some(new VariantId(999), "1")), new CatalogueError.VariantUnknown(new VariantId(999)));
        assertRejected(() -> add(some(RETIRED, "1")), new CatalogueError.VariantInactive(RETIRED));
        assertRejected(
                () -> add(some(DOLLAR_DISH, "1")),
                new OrderError.CurrencyMismatch(CurrencyCode.VND, new CurrencyCode("USD")));
        assertRejected(
                () -> add(special(PHO, List.of(new LineDraft.Choice("GOLD", Quantity.ONE)), null, 0)),
                new CatalogueError.ModifierUnknown(PHO, "GOLD"));
        assertRejected(
                () -> add(special(PHO, List.of(new LineDraft.Choice("CHEAP", Quantity.ONE)), null, 0)),
                new OrderError.PriceNegative(PHO));
    }

    // CART-11
    @Test
    void clientLineIdIsRememberedForEver() {
        UUID device = UUID.randomUUID();
        LineDraft draft = new LineDraft(
                LineDraft.PRODUCT_VARIANT,
                Optional.of(PHO),
                Quantity.ONE,
                Line.Mode.PRODUCT,
                Optional.of(device),
                List.of(),
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Optional.empty());
        add(draft, draft);
        assertThat(cart.touched())
                .singleElement()
                .satisfies(line -> assertThat(line.quantity()).isEqualTo(Quantity.ONE));
        Line added = cart.touched().getFirst();
        LineId line = added.id();

        Cart later = Cart.rehydrate(cart.header(), List.of(), Map.of(device, added));
        later.add(List.of(draft), menu, ids, WAITER, NOON);

        assertThat(later.touched()).isEmpty();
        assertThat(later.removed()).containsExactly(line);
    }

    // CART-12
    @ParameterizedTest
    @CsvSource({
        "dish,false",
        "modifiers,false",
        "mode,false",
        "openPrice,false",
        "note,true",
        "seat,true",
        "course,true",
        "quantity,true"
    })
    void clientLineIdNamesOneItem(String other, boolean repeat) {
        UUID device = UUID.randomUUID();
        LineDraft first = named(device, "");
        LineDraft second = named(device, other);

        for (boolean inOneCall : List.of(true, false)) {
            Cart fresh = TestOrders.draft();
            if (inOneCall) {
                assertReused(fresh, List.of(first, second));
                continue;
            }
            fresh.add(List.of(first), menu, ids, WAITER, NOON);
            Line line = fresh.touched().getFirst();
            Cart later = Cart.rehydrate(fresh.header(), List.of(line), Map.of(device, line));
            if (repeat) {
                later.add(List.of(second), menu, ids, WAITER, NOON);
                assertThat(later.touched()).containsExactly(line);
            } else {
                assertReused(later, List.of(second));
                assertThat(later.touched()).isEmpty();
            }
        }
    }

    @Test
    void itemRepeatedWithOneClientLineIdInOneCallIsAddedOnce() {
        LineDraft draft = named(UUID.randomUUID(), "note");

        add(draft, draft);

        assertThat(cart.touched())
                .singleElement()
                .satisfies(line -> assertThat(line.quantity()).isEqualTo(Quantity.ONE));
    }

    private void assertReused(Cart at, List<LineDraft> drafts) {
        assertThatThrownBy(() -> at.add(drafts, menu, ids, WAITER, NOON))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.error()).isInstanceOf(OrderError.ClientLineReused.class));
    }

    private static LineDraft named(UUID device, String other) {
        return new LineDraft(
                LineDraft.PRODUCT_VARIANT,
                Optional.of(other.equals("dish") ? TEA : PHO),
                Quantity.of(other.equals("quantity") ? "2" : "1"),
                other.equals("mode") ? Line.Mode.CUSTOM : Line.Mode.PRODUCT,
                Optional.of(device),
                other.equals("modifiers") ? List.of(new LineDraft.Choice("LARGE", Quantity.ONE)) : List.of(),
                other.equals("note") ? Optional.of("no nuts") : Optional.empty(),
                other.equals("seat") ? 3 : 0,
                other.equals("course") ? 2 : 0,
                Optional.empty(),
                other.equals("openPrice") || other.equals("mode") ? Optional.of(BigDecimal.ONE) : Optional.empty());
    }

    // CART-12
    @Test
    void anotherCustomDishNeedsAnotherLineId() {
        UUID device = UUID.randomUUID();
        assertReused(cart, List.of(customNamed(device, "Cake fee"), customNamed(device, "Corkage")));
    }

    private static LineDraft customNamed(UUID device, String name) {
        return new LineDraft(
                LineDraft.PRODUCT_VARIANT,
                Optional.empty(),
                Quantity.ONE,
                Line.Mode.CUSTOM,
                Optional.of(device),
                List.of(),
                Optional.empty(),
                0,
                0,
                Optional.of(name),
                Optional.of(BigDecimal.TEN));
    }

    // CART-9
    @ParameterizedTest
    @CsvSource({"note,false", "seat,false", "course,false", "note,true", "seat,true", "course,true"})
    void sentLineIsNotEdited(String field, boolean combo) {
        add(LineDraft.of(combo ? LUNCH : PHO, Quantity.of("2")));
        List<Line> lines = withKitchen(cart.touched(), "0.5");
        Line lead =
                lines.stream().filter(line -> line.lead().isEmpty()).findFirst().orElseThrow();
        Cart sent = Cart.rehydrate(cart.header(), lines, Map.of());
        LineChange read = new LineChange(
                lead.id(),
                Optional.of(Quantity.of("3")),
                field.equals("note") ? Optional.of(Optional.of("no nuts")) : Optional.empty(),
                field.equals("seat") ? OptionalInt.of(4) : OptionalInt.empty(),
                field.equals("course") ? OptionalInt.of(2) : OptionalInt.empty());

        assertRejected(
                () -> sent.change(List.of(read), WAITER, NOON),
                new OrderError.WithKitchen(
                        lead.id(), Quantity.of(combo ? "1" : "0.5"), Quantity.of("3"), List.of(field)));
        assertThat(sent.touched()).isEmpty();
        assertThat(sent.lines()).isEqualTo(lines);
        sent.change(
                List.of(new LineChange(
                        lead.id(),
                        Optional.of(Quantity.of("3")),
                        Optional.of(lead.note()),
                        OptionalInt.of(lead.seat()),
                        OptionalInt.of(lead.course()))),
                WAITER,
                NOON);
        assertThat(sent.touched()).isNotEmpty();
    }

    private static List<Line> withKitchen(List<Line> lines, String sent) {
        boolean combo = lines.size() > 1;
        return lines.stream()
                .map(line -> combo && line.lead().isEmpty() ? line : TestOrders.withKitchen(line, Quantity.of(sent)))
                .toList();
    }

    @Test
    void onlyADraftIsTouched() {
        Cart paid = Cart.rehydrate(TestOrders.checkedOut().header(), List.of(), Map.of());

        assertRejected(
                () -> paid.add(List.of(some(TEA, "1")), menu, ids, WAITER, NOON),
                new OrderError.NotAllowed(paid.header().id(), OrderStatus.PROCESSING, OrderStatus.Action.CHANGE_ITEMS));
        assertRejected(
                () -> paid.delete(false, Money.zero(CurrencyCode.VND), 0, WAITER, NOON),
                new OrderError.NotAllowed(paid.header().id(), OrderStatus.PROCESSING, OrderStatus.Action.DELETE));
    }

    @Test
    void theRevisionGuards() {
        Cart loaded = TestOrders.reloaded(cart);

        assertRejected(() -> loaded.expect(Optional.of(9L)), new RequestError.RevisionMismatch(1));
        loaded.expect(Optional.of(1L)).add(List.of(some(TEA, "1")), menu, ids, WAITER, NOON);
        assertThat(loaded.header().revision()).isEqualTo(2);
    }

    // CART-17
    @Test
    void whateverIsDone_theTotalsAreTheSumOfTheLines() {
        Seeded.times(300, random -> {
            Cart busy = TestOrders.draft();
            Ids numbers = TestOrders.ids(1_000);
            for (int step = 0; step < 30; step++) {
                List<Line> leads = busy.touched().stream()
                        .filter(line -> line.lead().isEmpty())
                        .toList();
                try {
                    switch (leads.isEmpty() ? 0 : random.nextInt(4)) {
                        case 0, 1 ->
                            busy.add(
                                    List.of(some(
                                            Seeded.one(random, List.of(PHO, TEA, LUNCH, FEAST)),
                                            "" + (1 + random.nextInt(5)))),
                                    menu,
                                    numbers,
                                    WAITER,
                                    NOON);
                        case 2 ->
                            busy.change(
                                    List.of(change(Seeded.one(random, leads).id(), random.nextInt(4) + ".25")),
                                    WAITER,
                                    NOON);
                        default -> busy.remove(List.of(Seeded.one(random, leads).id()), WAITER, NOON);
                    }
                } catch (Rejected present) {
                    assertThat(present.error()).isInstanceOf(OrderError.ComboPresent.class);
                }
                Money sum = new ArrayList<>(busy.touched())
                        .stream().map(line -> line.prices().total()).reduce(Money.zero(CurrencyCode.VND), Money::plus);
                assertThat(busy.header().totals().subtotal()).isEqualTo(sum);
            }
        });
    }
}
