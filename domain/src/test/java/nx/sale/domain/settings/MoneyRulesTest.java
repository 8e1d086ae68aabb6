package nx.sale.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.OrderType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What settings may say of reasons, discounts and service charges. */
class MoneyRulesTest {
    private static final CurrencyCode USD = new CurrencyCode("USD");
    private static final SaleChannelId SHOP = new SaleChannelId(1);

    private static ServiceCharge charge(ServiceCharge.Kind kind, String value, String currency, String taxRate) {
        return new ServiceCharge(
                "SERVICE",
                "Service",
                kind,
                new BigDecimal(value),
                Optional.ofNullable(currency).map(CurrencyCode::new),
                new BigDecimal(taxRate),
                ServiceCharge.When.ALWAYS);
    }

    private static ServiceCharge five(String code, ServiceCharge.When when) {
        return new ServiceCharge(
                code,
                "Service",
                ServiceCharge.Kind.PERCENT,
                new BigDecimal(5),
                Optional.empty(),
                BigDecimal.ZERO,
                when);
    }

    private static List<String> broken(Reasons reasons, String limit, List<ServiceCharge> charges) {
        return MoneyRules.flaws(reasons, new BigDecimal(limit), charges, CashRules.DEFAULT).stream()
                .map(flaw -> flaw.field() + " " + flaw.rule())
                .toList();
    }

    // SETTING-8
    @ParameterizedTest
    @CsvSource({
        "PERCENT, 0.01, , 0, ",
        "PERCENT, 100, , 100, ",
        "PERCENT, 5.00, , 8.8750, ",
        "PERCENT, 0, , 0, value out-of-range",
        "PERCENT, 0.001, , 0, value out-of-range",
        "PERCENT, 100.01, , 0, value out-of-range",
        "PERCENT, 5.125, , 0, value out-of-range",
        "PERCENT, 5, VND, 0, currency not-allowed",
        "AMOUNT, 20000, VND, 8, ",
        "AMOUNT, 1.25, USD, 8, ",
        "AMOUNT, 1.25, VND, 8, value out-of-range",
        "AMOUNT, 1.125, USD, 8, value out-of-range",
        "AMOUNT, 0, VND, 8, value out-of-range",
        "AMOUNT, -1, VND, 8, value out-of-range",
        "AMOUNT, 20000, , 8, currency required",
        "PERCENT, 5, , -1, taxRate out-of-range",
        "PERCENT, 5, , 100.1, taxRate out-of-range",
        "PERCENT, 5, , 8.87501, taxRate out-of-range",
    })
    void aServiceChargeKeepsItsRules(
            ServiceCharge.Kind kind, String value, String currency, String taxRate, String flaw) {
        assertThat(broken(Reasons.NONE, "100", List.of(charge(kind, value, currency, taxRate))))
                .isEqualTo(flaw == null ? List.of() : List.of("serviceCharges[0]." + flaw));
    }

    // SETTING-6, SETTING-7, SETTING-8
    @Test
    void everyFlawIsFoundAtOnce_andNamesItsField() {
        Reasons reasons = Reasons.NONE.with(
                ReasonKind.VOID,
                List.of(new Reason("A", "One"), new Reason("two words", "\n"), new Reason("A", "Again")));

        assertThat(broken(
                        reasons,
                        "100.5",
                        List.of(
                                five("S", ServiceCharge.When.ALWAYS),
                                five("-", ServiceCharge.When.ALWAYS),
                                five("S", least(0)))))
                .containsExactly(
                        "reasons.void[1].code format",
                        "reasons.void[1].name format",
                        "reasons.void[2].code repeated",
                        "discountLimitPercent out-of-range",
                        "serviceCharges[1].code format",
                        "serviceCharges[2].when.minGuests out-of-range",
                        "serviceCharges[2].code repeated");
    }

    // SETTING-6, SETTING-8
    @Test
    void listsHaveAnEnd() {
        List<Reason> many = IntStream.range(0, 101)
                .mapToObj(index -> new Reason("R" + index, "Reason"))
                .toList();
        List<ServiceCharge> charges = IntStream.range(0, 11)
                .mapToObj(index -> five("S" + index, ServiceCharge.When.ALWAYS))
                .toList();

        assertThat(broken(Reasons.NONE.with(ReasonKind.RETURN, many), "0", charges))
                .containsExactly("reasons.return too-many", "serviceCharges too-many");
        assertThat(broken(Reasons.NONE.with(ReasonKind.RETURN, many.subList(1, 101)), "0", charges.subList(1, 11)))
                .isEmpty();
    }

    @Test
    void flawedRulesCannotBeMade() {
        assertThatThrownBy(() -> new MoneyRules(Reasons.NONE, new BigDecimal("-1"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("discountLimitPercent");
    }

    // SETTING-12
    @ParameterizedTest
    @CsvSource({"VND,500,true", "VND,0.5,false", "VND,0,false", "VND,1000001,false", "CHF,0.05,true", "CHF,0.005,false"
    })
    void anIncrementIsAMultipleOfTheSmallestCoin(String currency, String coin, boolean right) {
        CashRules cash = new CashRules(Map.of(new CurrencyCode(currency), new BigDecimal(coin)), false);

        assertThat(MoneyRules.flaws(Reasons.NONE, BigDecimal.ZERO, List.of(), cash).stream()
                        .map(flaw -> flaw.field() + " " + flaw.rule())
                        .toList())
                .isEqualTo(right ? List.of() : List.of("cashIncrement." + currency + " out-of-range"));
    }

    private static ServiceCharge.When least(int guests) {
        return new ServiceCharge.When(Set.of(), Set.of(), OptionalInt.of(guests));
    }

    // SETTING-8
    @Test
    void anOrderBearsAChargeWhenEverythingNamedIsSo() {
        ServiceCharge parties =
                five("S", new ServiceCharge.When(Set.of(OrderType.DINE_IN), Set.of(SHOP), OptionalInt.of(6)));

        assertThat(parties.applies(USD, OrderType.DINE_IN, SHOP, OptionalInt.of(6)))
                .isTrue();
        assertThat(parties.applies(USD, OrderType.TAKEAWAY, SHOP, OptionalInt.of(6)))
                .isFalse();
        assertThat(parties.applies(USD, OrderType.DINE_IN, new SaleChannelId(2), OptionalInt.of(6)))
                .isFalse();
        assertThat(parties.applies(USD, OrderType.DINE_IN, SHOP, OptionalInt.of(5)))
                .isFalse();
        assertThat(parties.applies(USD, OrderType.DINE_IN, SHOP, OptionalInt.empty()))
                .isFalse();
        assertThat(five("S", ServiceCharge.When.ALWAYS).applies(USD, OrderType.RETAIL, SHOP, OptionalInt.empty()))
                .isTrue();
        ServiceCharge cover = charge(ServiceCharge.Kind.AMOUNT, "2", "USD", "0");
        assertThat(cover.applies(USD, OrderType.RETAIL, SHOP, OptionalInt.empty()))
                .isTrue();
        assertThat(cover.applies(CurrencyCode.VND, OrderType.RETAIL, SHOP, OptionalInt.empty()))
                .isFalse();
    }

    // SETTING-6
    @ParameterizedTest
    @CsvSource({"A", "a-1.b_c", "9", "ABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJ"})
    void aCodeIsShortAndPlain(String code) {
        assertThat(new Reason(code, "Name").flaws()).isEmpty();
    }

    // SETTING-6
    @ParameterizedTest
    @CsvSource({"''", "-A", "_A", "A B", "é", "Aé", "ABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJK"})
    void anyOtherCodeIsRefused(String code) {
        assertThat(new Reason(code, "Name").flaws()).hasSize(1);
    }
}
