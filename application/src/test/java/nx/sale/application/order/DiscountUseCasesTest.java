package nx.sale.application.order;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.CHARGES;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nx.sale.application.Till;
import nx.sale.application.order.discount.ChangeCharge;
import nx.sale.application.order.discount.DiscountAuthority;
import nx.sale.application.order.discount.Drafts;
import nx.sale.application.order.discount.GiveDiscount;
import nx.sale.application.order.discount.TakeDiscountBack;
import nx.sale.application.requests.Authority;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.ApprovalId;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.catalogue.CatalogueSource;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.order.pricing.Pricing;
import nx.sale.domain.settings.MoneyRules;
import nx.sale.domain.settings.Reason;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Reasons;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsError;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.ExchangeRate;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import org.junit.jupiter.api.Test;

/** Giving discounts and waiving charges on fakes: who may, what is stored, told and remembered. */
class DiscountUseCasesTest {
    private static final Authority CASHIER = new Authority(Set.of(Permissions.SALE_ORDER_DISCOUNT), List.of());
    private static final Authority MANAGER = new Authority(
            Set.of(
                    Permissions.SALE_ORDER_DISCOUNT,
                    Permissions.SALE_ORDER_COMP,
                    Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT),
            List.of());

    private final Till till = new Till();
    private final Drafts drafts = new Drafts(till.requests, till.orders, till.orders, till.clock);
    private final DiscountAuthority authority = new DiscountAuthority(till.permits);
    private final LiveBuilds newest = () -> false;
    private final OrderId draft = till.draft();

    private static Money vnd(String amount) {
        return Money.of(amount, CurrencyCode.VND);
    }

    private void settings(MoneyRules money) {
        Settings old = Settings.DEFAULT;
        till.store.run(tx -> {
            till.settings.update(
                    tx,
                    MERCHANT,
                    new Settings(
                            old.timezone(),
                            old.dayCutoffHour(),
                            old.shiftManagement(),
                            old.priceHold(),
                            old.kitchenAutoSend(),
                            old.spendPerPoint(),
                            old.cashTolerance(),
                            old.maxRecounts(),
                            old.defaultStationId(),
                            old.reservationGrace(),
                            old.noShow(),
                            old.turn(),
                            money,
                            till.settings.get(MERCHANT).revision() + 1),
                    ORIGIN,
                    NOON);
            return tx;
        });
    }

    private void limit(String percent) {
        settings(new MoneyRules(Reasons.NONE, new BigDecimal(percent), List.of()));
    }

    private Drafts.Task task(boolean dryRun) {
        return new Drafts.Task(Till.request(), MERCHANT, draft, Optional.empty(), dryRun);
    }

    private OrderSnapshot give(Adjustment.Kind kind, String value, List<LineId> on, Authority who) {
        return give(kind, value, on, who, false);
    }

    private OrderSnapshot give(Adjustment.Kind kind, String value, List<LineId> on, Authority who, boolean dryRun) {
        boolean code = kind == Adjustment.Kind.CODE;
        return new GiveDiscount(till.settings, newest, drafts, authority, till.trail, till.ids)
                .handle(
                        new GiveDiscount.Command(
                                task(dryRun),
                                on,
                                new GiveDiscount.Wanted(
                                        kind,
                                        code || value.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(value)),
                                        code ? Optional.of(value) : Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("comes every Friday")),
                                who),
                        Till.result());
    }

    private OrderSnapshot takeBack(AdjustmentId id, Authority who) {
        return new TakeDiscountBack(till.settings, drafts, authority, till.trail)
                .handle(new TakeDiscountBack.Command(task(false), id, who), Till.result());
    }

    private List<LineId> pho() {
        return List.of(till.found(draft).lines().getFirst().id());
    }

    private AdjustmentId onPho() {
        return till.found(draft)
                .lines()
                .getFirst()
                .discounts()
                .adjustments()
                .getLast()
                .id();
    }

    @Test
    void aDiscountIsStored_inTheHistoryAndOnScreens() {
        give(Adjustment.Kind.PERCENT, "10", pho(), CASHIER);
        give(Adjustment.Kind.AMOUNT, "5000", List.of(), CASHIER);

        assertThat(till.found(draft).header().totals().discount()).isEqualTo(vnd("18000"));
        assertThat(till.outbox.actions()).containsExactly("DISCOUNT_GIVEN", "DISCOUNT_GIVEN");
        assertThat(till.screenActions()).containsOnly("ORDER_DISCOUNTS_CHANGED");

        takeBack(onPho(), CASHIER);
        assertThat(till.found(draft).header().totals().discount()).isEqualTo(vnd("5000"));
    }

    // DISCOUNT-18
    @Test
    void aRehearsalAnswersWhatWouldBe_andChangesNothing() {
        OrderSnapshot before = till.found(draft);
        OrderSnapshot after = give(Adjustment.Kind.PERCENT, "10", pho(), CASHIER, true);

        assertThat(after.header().totals().discount()).isEqualTo(vnd("13000"));
        assertThat(till.found(draft)).isEqualTo(before);
        assertThat(till.outbox.actions()).isEmpty();
        limit("5");
        assertRejected(() -> give(Adjustment.Kind.PERCENT, "10", pho(), CASHIER, true), above(pho(), "13000", "5"));
    }

    private static DiscountError above(List<LineId> line, String discount, String limit) {
        return DiscountError.AboveLimit.of(
                Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT,
                List.of(new DiscountLimit.Excess(line.stream().findFirst(), vnd(discount))),
                new BigDecimal(limit));
    }

    // DISCOUNT-13
    @Test
    void aRefusalNamesAllThatIsAboveTheLimit() {
        give(Adjustment.Kind.AMOUNT, "50000", List.of(), CASHIER);
        give(Adjustment.Kind.PERCENT, "50", pho(), CASHIER);
        limit("20");

        assertRejected(
                () -> checkOut(CASHIER),
                new DiscountError.AboveLimit(
                        Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT,
                        pho(),
                        vnd("65000"),
                        new BigDecimal("20"),
                        List.of(
                                new DiscountLimit.Excess(Optional.of(pho().getFirst()), vnd("65000")),
                                new DiscountLimit.Excess(Optional.empty(), vnd("50000")))));
    }

    // DISCOUNT-18
    @Test
    void aRehearsalJudgesApprovals_andSpendsNone() {
        limit("20");
        Authority tooLittle = approved("49999", Optional.empty());
        Authority enough = approved("60000", Optional.empty());

        assertRejected(
                () -> give(Adjustment.Kind.AMOUNT, "50000", List.of(), tooLittle, true),
                new AccessError.ApprovalRefused(Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT));
        give(Adjustment.Kind.AMOUNT, "50000", List.of(), enough, true);
        OrderSnapshot rehearsed = give(Adjustment.Kind.AMOUNT, "50000", List.of(), enough, true);
        OrderSnapshot given = give(Adjustment.Kind.AMOUNT, "50000", List.of(), enough);

        assertThat(rehearsed.allowedUpTo().values()).containsExactly(vnd("60000"));
        assertThat(given.allowedUpTo().values()).containsExactly(vnd("60000"));
    }

    // DISCOUNT-18
    @Test
    void aRehearsalTakesAnApprovalForOneThing_asItWouldBeSpent() {
        till.store.run(tx -> {
            Cart cart = till.orders.lockCart(tx, MERCHANT, draft, LineKeys.ALL);
            cart.add(List.of(LineDraft.of(TestMenus.TEA, Quantity.ONE)), TestMenus.menu(), till.ids, WAITER, NOON);
            till.orders.update(tx, cart);
            return tx;
        });
        List<LineId> both = till.found(draft).lines().stream().map(Line::id).toList();
        limit("20");
        Authority one = approved("65000", Optional.of(both.getFirst()));

        assertRejected(
                () -> give(Adjustment.Kind.PERCENT, "50", both, one, true),
                new AccessError.ApprovalRefused(Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT));
        give(Adjustment.Kind.PERCENT, "50", List.of(both.getFirst()), one, true);
    }

    private Authority approved(String most, Optional<LineId> line) {
        till.store.run(tx -> {
            till.stores.approvals.add(
                    tx,
                    new Approval(
                            new ApprovalId(till.ids.next()),
                            MERCHANT,
                            Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT,
                            Approval.About.discount(draft, new Approval.Discount(line, vnd(most))),
                            "user:1",
                            "a regular",
                            NOON,
                            NOON.plus(Approval.GOOD_FOR)),
                    "token-" + most + line);
            return tx;
        });
        return new Authority(CASHIER.granted(), List.of("token-" + most + line));
    }

    // DISCOUNT-13
    @Test
    void aboveTheLimitSomebodyWhoMayMustAgree_andTheWordIsGoodUpToItsAmount() {
        limit("20");
        assertRejected(
                () -> give(Adjustment.Kind.AMOUNT, "50000", List.of(), CASHIER), above(List.of(), "50000", "20"));
        assertRejected(
                () -> give(Adjustment.Kind.AMOUNT, "50000", List.of(), approved("49999", Optional.empty())),
                new AccessError.ApprovalRefused(Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT));

        give(Adjustment.Kind.AMOUNT, "50000", List.of(), approved("60000", Optional.empty()));
        assertThat(till.found(draft)
                        .header()
                        .discounts()
                        .adjustments()
                        .getFirst()
                        .grounds()
                        .allowed())
                .contains(new Adjustment.Allowed("user:1", vnd("60000"), Adjustment.Scope.ORDER));
        checkOut(CASHIER);
    }

    // DISCOUNT-12
    // DISCOUNT-13
    @Test
    void aWordForALineIsOfThatLineAlone_andOneIsEnough() {
        limit("20");
        assertRejected(
                () -> give(Adjustment.Kind.PERCENT, "50", pho(), approved("64999", Optional.of(pho().getFirst()))),
                new AccessError.ApprovalRefused(Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT));
        give(Adjustment.Kind.PERCENT, "50", pho(), approved("65000", Optional.of(pho().getFirst())));

        assertRejected(
                () -> give(Adjustment.Kind.AMOUNT, "60000", List.of(), CASHIER), above(List.of(), "60000", "20"));
        checkOut(CASHIER);
    }

    // DISCOUNT-13
    @Test
    void whatIsGivenWithinTheWordForALineIsNotJudgedAsTheOrders() {
        give(Adjustment.Kind.AMOUNT, "50000", List.of(), CASHIER);
        limit("20");
        give(Adjustment.Kind.PERCENT, "50", pho(), approved("70000", Optional.of(pho().getFirst())));

        give(Adjustment.Kind.AMOUNT, "5000", pho(), CASHIER);

        assertRejected(() -> checkOut(CASHIER), above(List.of(), "50000", "20"));
    }

    // DISCOUNT-13
    @Test
    void whatWasAboveTheLimitBeforeRefusesNothingElse() {
        give(Adjustment.Kind.PERCENT, "50", pho(), CASHIER);
        limit("20");

        give(Adjustment.Kind.CODE, "SPRING", List.of(), CASHIER);
        give(Adjustment.Kind.AMOUNT, "1000", List.of(), CASHIER);
        assertRejected(() -> checkOut(CASHIER), above(pho(), "65000", "20"));
    }

    // DISCOUNT-13
    // DISCOUNT-17
    @Test
    void itIsJudgedAgainAtCheckout() {
        give(Adjustment.Kind.AMOUNT, "50000", List.of(), CASHIER);
        limit("20");

        assertRejected(() -> checkOut(CASHIER), above(List.of(), "50000", "20"));
        assertThat(checkOut(MANAGER).discountBefore()).isEqualTo(vnd("50000"));
    }

    // DISCOUNT-13
    @Test
    void aWordAtCheckoutIsRemembered_alsoOverARevert() {
        give(Adjustment.Kind.AMOUNT, "50000", List.of(), CASHIER);
        give(Adjustment.Kind.PERCENT, "30", pho(), CASHIER);
        limit("20");
        Authority both = new Authority(
                CASHIER.granted(),
                List.of(
                        approved("50000", Optional.empty()).approvals().getFirst(),
                        approved("39000", Optional.of(pho().getFirst()))
                                .approvals()
                                .getFirst()));

        checkOut(both);

        assertThat(till.found(draft)
                        .header()
                        .discounts()
                        .adjustments()
                        .getFirst()
                        .grounds()
                        .allowed())
                .contains(new Adjustment.Allowed("user:1", vnd("50000"), Adjustment.Scope.ORDER));
        assertThat(till.found(draft).adjustment(onPho()).grounds().allowed())
                .contains(new Adjustment.Allowed("user:1", vnd("39000"), Adjustment.Scope.LINE));
        new RevertToCart(till.requests, till.orders, till.effects, till.clock)
                .handle(new RevertToCart.Command(Till.request(), MERCHANT, draft, Optional.empty()), Till.result());
        checkOut(CASHIER);
    }

    // DISCOUNT-13
    @Test
    void thePreviewSaysWhatCheckoutWouldRefuse() {
        give(Adjustment.Kind.PERCENT, "50", pho(), CASHIER);
        PreviewPrice preview = new PreviewPrice(
                till.orders, till.settings, (request, requestId) -> TestOrders.quote(till.found(draft)), till.clock);
        PreviewPrice.Query query = new PreviewPrice.Query(MERCHANT, draft, Optional.empty(), "request-1");
        assertThat(preview.handle(query).aboveLimit()).isEmpty();

        limit("20");

        assertThat(preview.handle(query).aboveLimit())
                .containsExactly(new DiscountLimit.Excess(Optional.of(pho().getFirst()), vnd("65000")));
    }

    private CheckOut.CheckedOut checkOut(Authority who) {
        Pricing pricing = (request, requestId) -> TestOrders.quote(till.found(draft));
        return new CheckOut(
                        till.orders,
                        till.settings,
                        pricing,
                        till.requests,
                        till.orders,
                        till.payments,
                        authority,
                        till.effects,
                        till.ids,
                        till.clock)
                .handle(
                        new CheckOut.Command(
                                Till.request(),
                                MERCHANT,
                                draft,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                who),
                        Till.result());
    }

    // DISCOUNT-14
    @Test
    void aCompAndWhatWasAllowedAreTakenBackByWhoMayGiveThem() {
        give(Adjustment.Kind.COMP, "", pho(), MANAGER);
        AdjustmentId comp = onPho();
        assertRejected(() -> takeBack(comp, CASHIER), new AccessError.Denied(Permissions.SALE_ORDER_COMP));
        takeBack(comp, MANAGER);

        limit("20");
        give(Adjustment.Kind.PERCENT, "30", pho(), MANAGER);
        takeBack(onPho(), CASHIER); // the same person: an own word
        give(Adjustment.Kind.PERCENT, "30", pho(), approved("39000", Optional.of(pho().getFirst())));
        AdjustmentId allowed = onPho();
        assertRejected(() -> takeBack(allowed, CASHIER), above(pho(), "39000", "20"));
        takeBack(allowed, approved("39000", Optional.of(pho().getFirst())));

        give(Adjustment.Kind.AMOUNT, "40000", List.of(), approved("60000", Optional.empty()));
        AdjustmentId onOrder =
                till.found(draft).header().discounts().adjustments().getLast().id();
        assertRejected(() -> takeBack(onOrder, CASHIER), above(List.of(), "40000", "20"));
        takeBack(onOrder, MANAGER);
    }

    // DISCOUNT-14
    @Test
    void aCompNeedsTheOnePermission_andEverythingElseTheOther() {
        Authority host = new Authority(Set.of(Permissions.SALE_ORDER_COMP), List.of());

        give(Adjustment.Kind.COMP, "", pho(), host);
        takeBack(onPho(), host);

        assertRejected(
                () -> give(Adjustment.Kind.PERCENT, "10", pho(), host),
                new AccessError.Denied(Permissions.SALE_ORDER_DISCOUNT));
        assertRejected(
                () -> give(Adjustment.Kind.COMP, "", pho(), CASHIER),
                new AccessError.Denied(Permissions.SALE_ORDER_COMP));
        give(Adjustment.Kind.PERCENT, "10", pho(), CASHIER);
        assertRejected(() -> takeBack(onPho(), host), new AccessError.Denied(Permissions.SALE_ORDER_DISCOUNT));
    }

    @Test
    void oneOnEachOfSeveralItemsIsSeveralLinesOfTheHistory_andOneUpdateOfScreens() {
        till.store.run(tx -> {
            Cart cart = till.orders.lockCart(tx, MERCHANT, draft, LineKeys.ALL);
            cart.add(List.of(LineDraft.of(TestMenus.TEA, Quantity.ONE)), TestMenus.menu(), till.ids, WAITER, NOON);
            till.orders.update(tx, cart);
            return tx;
        });
        List<LineId> both = till.found(draft).lines().stream().map(Line::id).toList();

        give(Adjustment.Kind.PERCENT, "10", both, CASHIER);

        assertThat(till.outbox.actions()).containsExactly("DISCOUNT_GIVEN", "DISCOUNT_GIVEN");
        assertThat(till.screenActions()).containsExactly("ORDER_DISCOUNTS_CHANGED");
    }

    // DISCOUNT-15
    @Test
    void aListOfReasonsMakesOneRequired_andACodeNeedsNone() {
        settings(new MoneyRules(
                new Reasons(Map.of(ReasonKind.DISCOUNT, List.of(new Reason("REGULAR", "Regular guest")))),
                new BigDecimal("100"),
                List.of()));

        assertRejected(
                () -> give(Adjustment.Kind.PERCENT, "10", pho(), CASHIER),
                new SettingsError.ReasonRequired(ReasonKind.DISCOUNT, List.of("REGULAR")));
        give(Adjustment.Kind.CODE, "SPRING", List.of(), CASHIER);
        assertThat(till.found(draft).header().discounts().codeTexts()).containsExactly("SPRING");
    }

    @Test
    void nothingIsGivenWhileAnOlderBuildServes() {
        assertRejected(
                () -> new GiveDiscount(till.settings, () -> true, drafts, authority, till.trail, till.ids)
                        .handle(
                                new GiveDiscount.Command(
                                        task(false),
                                        List.of(),
                                        new GiveDiscount.Wanted(
                                                Adjustment.Kind.AMOUNT,
                                                Optional.of(BigDecimal.ONE),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty()),
                                        CASHIER),
                                Till.result()),
                new OperationsError.OlderBuildLive());
    }

    private OrderSnapshot open(LiveBuilds builds) {
        return new OpenOrder(
                        till.catalogue,
                        till.menus(CatalogueSource.NONE),
                        till.settings,
                        builds,
                        till.requests,
                        till.shiftRule,
                        till.orders,
                        till.takeUnits,
                        till.effects,
                        till.trail,
                        till.ids,
                        till.clock)
                .handle(
                        new OpenOrder.Command(
                                Till.request(),
                                MERCHANT,
                                Till.ROOM,
                                Optional.empty(),
                                ExchangeRate.ONE,
                                Cart.Description.NONE,
                                List.of(),
                                List.of()),
                        Till.result());
    }

    // CHARGE-2
    @Test
    void anOrderIsOpenedWithTheMerchantsCharges_whichAreWaivedAndChargedAgain() {
        settings(new MoneyRules(Reasons.NONE, new BigDecimal("100"), CHARGES));
        OrderSnapshot opened = open(() -> false);
        assertThat(open(() -> true).header().charges().all()).isEmpty();
        settings(MoneyRules.DEFAULT);
        assertThat(opened.header().charges().all()).hasSize(3);

        Drafts.Task task =
                new Drafts.Task(Till.request(), MERCHANT, opened.header().id(), Optional.empty(), false);
        ChangeCharge change = new ChangeCharge(drafts, till.trail);
        change.handle(new ChangeCharge.Command(task, "SERVICE", Optional.of("slow")), Till.result());
        assertThat(till.found(opened.header().id())
                        .header()
                        .charges()
                        .all()
                        .getFirst()
                        .waiver())
                .hasValueSatisfying(waiver -> {
                    assertThat(waiver.reason()).isEqualTo("slow");
                    assertThat(waiver.by()).isEqualTo(WAITER.label());
                });
        change.handle(new ChangeCharge.Command(task, "SERVICE", Optional.empty()), Till.result());
        assertThat(till.outbox.actions()).endsWith("CHARGE_WAIVED", "CHARGE_RESTORED");
        assertThat(till.screenActions()).endsWith("ORDER_CHARGES_CHANGED", "ORDER_CHARGES_CHANGED");
    }
}
