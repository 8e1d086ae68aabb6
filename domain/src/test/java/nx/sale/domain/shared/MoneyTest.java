package nx.sale.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    private static final CurrencyCode USD = new CurrencyCode("USD");

    // MONEY-3
    @ParameterizedTest
    @CsvSource({"USD,12.345,12.35", "USD,-12.345,-12.35", "VND,45000.5,45001", "VND,0.4999,0", "JPY,99.5,100"})
    void isPayableInTheCurrencysOwnDigits(String currency, String amount, String payable) {
        assertThat(Money.of(amount, new CurrencyCode(currency)).payable().canonical())
                .isEqualTo(payable);
    }

    // MONEY-2
    @Test
    void timesRoundsHalfUpToFourDecimals() {
        assertThat(Money.of("0.0001", USD).times(Quantity.of("0.5")).canonical())
                .isEqualTo("0.0001");
        assertThat(Money.of("0.0001", USD).times(Quantity.of("0.4999")).canonical())
                .isEqualTo("0");
    }

    // MONEY-4
    @Test
    void partsOfAnAllocationAddUpToTheWhole_andAreFair() {
        Seeded.times(5_000, random -> {
            CurrencyCode currency = Seeded.one(random, List.of(USD, CurrencyCode.VND, new CurrencyCode("JPY")));
            int digits = random.nextBoolean() ? currency.digits() : Money.SCALE;
            Money whole = new Money(BigDecimal.valueOf(random.nextInt(-2_000_000, 2_000_000), digits), currency);
            List<BigDecimal> weights = IntStream.range(0, 1 + random.nextInt(13))
                    .mapToObj(i -> BigDecimal.valueOf(random.nextInt(1_000), random.nextInt(4)))
                    .toList();
            if (weights.stream().allMatch(weight -> weight.signum() == 0)) {
                return;
            }

            List<Money> parts = whole.allocate(weights, digits);

            assertThat(parts.stream().reduce(Money.zero(currency), Money::plus)).isEqualTo(whole);
            BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            for (int i = 0; i < parts.size(); i++) {
                BigDecimal exact =
                        whole.amount().multiply(weights.get(i)).divide(sum, 20, java.math.RoundingMode.HALF_UP);
                assertThat(parts.get(i).amount().subtract(exact).abs())
                        .isLessThan(BigDecimal.ONE.movePointLeft(digits));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"VND,100000,3", "USD,100.01,7", "JPY,13,13"})
    void equalSharesDifferByOneUnitAtMost(String code, String amount, int people) {
        CurrencyCode currency = new CurrencyCode(code);
        List<BigDecimal> equal =
                IntStream.range(0, people).mapToObj(i -> BigDecimal.ONE).toList();

        List<Money> shares = Money.of(amount, currency).allocate(equal, currency.digits());

        BigDecimal spread = shares.stream()
                .map(Money::amount)
                .max(BigDecimal::compareTo)
                .orElseThrow()
                .subtract(shares.stream()
                        .map(Money::amount)
                        .min(BigDecimal::compareTo)
                        .orElseThrow());
        assertThat(spread).isLessThanOrEqualTo(BigDecimal.ONE.movePointLeft(currency.digits()));
    }

    // MONEY-1
    @Test
    void refusesWhatItCannotHold() {
        assertThatThrownBy(() -> Money.of("1", USD).plus(Money.of("1", CurrencyCode.VND)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.of("1.00001", USD)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.of("99999999999.9999", USD).plus(Money.of("0.0001", USD)))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isEqualTo(new ValueError.AmountTooLarge()));
        assertThatThrownBy(() -> Money.of("1", USD).allocate(List.of(BigDecimal.ZERO), 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Quantity(new BigDecimal("1000000")))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isEqualTo(new ValueError.QuantityTooLarge()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "-1e1000000000", "1e11", "99999999999e1", "1e2147483647"})
    void refusesTooLargeANumberBeforeItIsWrittenOut(String spelled) {
        BigDecimal number = new BigDecimal(spelled);
        assertThatThrownBy(() -> new Money(number, USD))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isEqualTo(new ValueError.AmountTooLarge()));
        assertThatThrownBy(() -> new Quantity(number.abs()))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isEqualTo(new ValueError.QuantityTooLarge()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-1000000000", "-1e-1000000000", "0.00001"})
    void refusesTooManyDecimalsBeforeTheyAreWrittenOut(String spelled) {
        BigDecimal number = new BigDecimal(spelled);
        assertThatThrownBy(() -> new Money(number, USD)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Quantity(number.abs())).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new ExchangeRate(number.abs().movePointLeft(2)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Allocation.of(number, List.of(BigDecimal.ONE), 4))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void zeroIsZeroHoweverItIsWritten() {
        assertThat(new Money(new BigDecimal("0e1000000000"), USD)).isEqualTo(Money.zero(USD));
        assertThat(new Money(new BigDecimal("0e-1000000000"), USD).amount().scale())
                .isEqualTo(4);
        assertThat(new Money(new BigDecimal("1e10"), USD).canonical()).isEqualTo("10000000000");
    }

    // MONEY-6
    @ParameterizedTest
    @CsvSource({"45000.0000,45000", "12.5000,12.5", "0.0000,0", "-0.1000,-0.1", "100,100"})
    void isWrittenPlainly(String amount, String written) {
        assertThat(Money.of(amount, USD).canonical()).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "USD,7.50,7.50",
        "USD,7,7.00",
        "USD,-0.1,-0.10",
        "USD,0.125,0.125",
        "USD,0,0.00",
        "VND,45000,45000",
        "VND,45000.5,45000.5",
        "KWD,1.5,1.500"
    })
    void peopleReadTheCurrencysOwnDecimals(String currency, String amount, String read) {
        Money money = Money.of(amount, new CurrencyCode(currency));

        assertThat(money.plain()).isEqualTo(read);
        assertThat(money).hasToString(read + " " + currency);
    }

    // MONEY-7
    @ParameterizedTest
    @CsvSource({"0.0001,0.3,0.0001", "0.0001,0.5,0.0001", "0.3333,0.5,0.1667", "2,1.5,3", "0,2,0", "2,0,0"})
    void aProportionIsRoundedAndNeverVanishes(String quantity, String factor, String part) {
        assertThat(Quantity.of(quantity).times(Quantity.of(factor))).hasToString(part);
    }
}
