package nx.sale.pricing;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.pricing.QuoteRequest;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.domain.shared.ValueError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PricingNetworkServiceTest {
    private static final CurrencyCode USD = new CurrencyCode("USD");
    private static final String V1 = "/simulation/calculate";
    private static final String V2 = "/simulation-v2/calculate";

    private final Sister sister = new Sister();
    private final PricingNetworkService pricing = new PricingNetworkService(sister.address(), "sale", "secret");

    @AfterEach
    void stop() {
        pricing.close();
        sister.close();
    }

    private static QuoteRequest asked(String quantity, String price) {
        return asked(quantity, price, List.of());
    }

    private static QuoteRequest asked(String quantity, String price, List<String> codes) {
        return new QuoteRequest(
                new MerchantId(1),
                new SaleChannelId(2),
                Optional.empty(),
                USD,
                Instant.parse("2026-11-26T05:00:00Z"),
                List.of(new QuoteRequest.Item(
                        new LineId(Long.MAX_VALUE),
                        Optional.of(new VariantId(7)),
                        "PRODUCT",
                        Quantity.of(quantity),
                        Money.of(price, USD),
                        Optional.empty(),
                        List.of())),
                codes);
    }

    /** What pricing says of one line. */
    private record Numbered(
            String base, String unit, String discount, String tax, String lineTotal, String total, String more) {
        static Numbered of(String amount) {
            return new Numbered(amount, amount, "0", "0", amount, amount, "1");
        }
    }

    private Quote quote(QuoteRequest request, Numbered says) {
        sister.answers(V1, 200, """
                {"currency":"USD","items":[{"ref":"9223372036854775807","fareId":"f\\u0000","basePrice":%s,"unitPrice":%s,
                 "discount":%s,"tax":%s,"total":%s}],"subtotal":%s,"discount":%s,"tax":%s,"total":%s}
                """.formatted(
                        says.base(),
                        says.unit(),
                        says.discount(),
                        says.tax(),
                        says.lineTotal(),
                        says.lineTotal(),
                        says.discount(),
                        says.tax(),
                        says.total()));
        sister.answers(V2, 200, """
                {"order":{"total":%s,"note":"a\\u0000b"},"lines":[{"ref":"9223372036854775807","share":%s}]}
                """.formatted(says.total(), says.more()));
        return pricing.quote(request, "r-1");
    }

    // PRICE-2
    @Test
    void amountsAreExactAndTheSnapshotIsKeptWhole() {
        Quote quote = quote(
                asked("1", "12500000"),
                new Numbered("1.25E7", json("'12500000'"), "0", "0.5", "12500000.0", "12500000.5", "0.30"));
        assertThat(quote.lines().getFirst().line()).isEqualTo(new LineId(Long.MAX_VALUE));
        assertThat(quote.lines().getFirst().base()).isEqualTo(Money.of("12500000", USD));
        assertThat(quote.lines().getFirst().fare().id()).contains("f");
        assertThat(quote.lines().getFirst().metadata()).isEqualTo(json("{'ref':'9223372036854775807','share':0.30}"));
        assertThat(quote.metadata()).isEqualTo(json("{'total':12500000.5,'note':'ab'}"));
        assertThat(pricing.failing()).isFalse();
    }

    // SISTER-3
    @Test
    void endlessAnswerIsUnavailable_andNotRetried() {
        sister.streams();

        assertThatThrownBy(() -> pricing.quote(asked("1", "1"), "r-1"))
                .isInstanceOf(Unavailable.class)
                .cause()
                .hasMessageContaining("longer than " + PricingNetworkService.LONGEST);
        assertThat(sister.asked()).isLessThanOrEqualTo(2); // v1 and v2
        assertThat(pricing.failing()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e1000000000",
                "'1e1000000000'",
                "1e-1000000000",
                "1e16",
                "-0.00001",
                "true",
                "null",
                "''",
                "'ten'"
            })
    void numberOutOfBoundsAnywhereIsAWrongAnswer(String quoted) {
        String spelled = json(quoted);
        assertThatThrownBy(() -> quote(asked("1", "1"), Numbered.of(spelled))).isInstanceOf(Unavailable.class);
        assertThat(pricing.failing()).isTrue();
        for (Numbered says : List.of(
                new Numbered("1", spelled, "0", "0", "1", "1", "1"),
                new Numbered("1", "1", spelled, "0", "1", "1", "1"),
                new Numbered("1", "1", "0", "0", "1", spelled, "1"))) {
            assertThatThrownBy(() -> quote(asked("1", "1"), says)).isInstanceOf(Unavailable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "1e-1000000000", "1e99999999999999999999"})
    void aNumberOutOfBoundsInTheSnapshotIsAWrongAnswer(String spelled) {
        assertThatThrownBy(() -> quote(asked("1", "1"), new Numbered("1", "1", "0", "0", "1", "1", spelled)))
                .isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({"1e11", "100000000000", "108000000000", "99999999999.99999"})
    void anAmountAboveTheLargestIsTheGuestsProblem(String spelled) {
        assertThatThrownBy(() -> quote(asked("1", "1"), Numbered.of(spelled)))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isEqualTo(new ValueError.AmountTooLarge()));
    }

    // PRICE-6
    @Test
    void aUnitPriceOfManyDecimalsIsRoundedAndCounted() {
        Quote quote = quote(asked("3", "10"), new Numbered("10", "9.333333333333333", "2", "0", "30", "28", "1"));
        assertThat(quote.lines().getFirst().unit()).isEqualTo(Money.of("9.3333", USD));
        assertThat(pricing.roundings()).isEqualTo(1);
        assertThat(pricing.failing()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // base, its total for 3, tax, total
        "0.33333333, 1, 0.0799999, 1.08",
        "0.33333333, 0.9999, 0.08, 1.07",
        "33.333333333, 99.999999, 0, 100",
        "10, 30, 2.345, 32.35",
        "10, 30, 2.345, 32.34",
        "10, 30, 2.345, 32.345",
        "10, 30, 2.3456789, 32.3456789"
    })
    void roundingDifferencesAreAccepted(String base, String lineTotal, String tax, String total) {
        Quote quote = quote(
                asked("3", base.substring(0, Math.min(6, base.length()))),
                new Numbered(base, base, "0", tax, lineTotal, total, "1"));
        assertThat(quote.subtotal()).isEqualTo(quote.lines().getFirst().total());
        assertThat(quote.tax()).isEqualTo(quote.lines().getFirst().tax());
    }

    @ParameterizedTest
    @CsvSource({
        "10, 30, 2.345, 32.36",
        "10, 30, 2.345, 32.33",
        "10, 30, 2.345, 32.346",
        "10, 30.0002, 0, 30",
        "0.33333333, 1.0002, 0, 1",
        "0.33333333, 0.9997, 0, 1",
        "10, 29.99, 0, 29.99"
    })
    void anythingElseIsAWrongAnswer(String base, String lineTotal, String tax, String total) {
        assertThatThrownBy(() -> quote(
                        asked("3", base.substring(0, Math.min(6, base.length()))),
                        new Numbered(base, base, "0", tax, lineTotal, total, "1")))
                .isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 425, 429, 500, 503, 302})
    void unexpectedStatusIsUnavailable(int status) {
        sister.answers(V1, status, json("{'message':'slow down'}"));
        sister.answers(V2, status, json("{'message':'slow down'}"));
        assertThatThrownBy(() -> pricing.quote(asked("1", "1"), "r-1")).isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 422})
    void everyOtherRefusalIsPricingsOwn(int status) {
        sister.answers(V1, status, json("{'message':'no\\u0000 active fare'}"));
        sister.answers(V2, status, json("{'message':'no\\u0000 active fare'}"));
        assertThatThrownBy(() -> pricing.quote(asked("1", "1"), "r-1"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        e -> assertThat(e.error()).isEqualTo(new OrderError.PricingRefused(List.of("no active fare"))));
    }

    private void answersCodes(String codes) {
        sister.answers(V1, 200, json("""
                {'currency':'USD','items':[{'ref':'9223372036854775807','basePrice':'10','unitPrice':'9','discount':'1','tax':'0',
                 'total':'10'}],'subtotal':'10','discount':'1','tax':'0','total':'9'%s}""", codes));
        sister.answers(V2, 200, json("{'order':{'total':'9'},'lines':[{'ref':'9223372036854775807','share':'1'}]}"));
    }

    // PRICE-13
    @Test
    void codesAreAskedAbout_andAppliedOnesAreTaken() {
        answersCodes(json(",'codes':[{'code':'TEN','applied':true},{'code':'MORE','applied':true}]"));

        Quote quote = pricing.quote(asked("1", "10", List.of("TEN")), "r-1");

        assertThat(quote.discount()).isEqualTo(Money.of("1", USD));
        assertThat(sister.bodies()).hasSize(2).allMatch(body -> body.contains(json("'codes':['TEN']")));
    }

    // PRICE-13
    @Test
    void withoutCodesNothingIsSaidOfThem() {
        answersCodes("");

        pricing.quote(asked("1", "10"), "r-1");

        assertThat(sister.bodies()).hasSize(2).noneMatch(body -> body.contains("codes"));
    }

    // PRICE-13
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ''",
                ",'codes':[] | ''",
                ",'codes':'TEN' | ''",
                ",'codes':[{'code':'ten','applied':true}] | ''",
                ",'codes':[{'code':'TEN'}] | ''",
                ",'codes':[{'code':'TEN','applied':'true'}] | ''",
                ",'codes':[{'code':'TEN','applied':false,'reason':'over since May'}] | over since May",
            })
    void aCodeThatIsRefusedOrNotAnsweredRefusesTheCart(String codes, String reason) {
        answersCodes(json(codes == null ? "" : codes));

        assertThatThrownBy(() -> pricing.quote(asked("1", "10", List.of("TEN")), "r-1"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.error())
                                .isEqualTo(new DiscountError.CodeRefused(
                                        List.of("TEN"), List.of(reason == null ? "" : reason))));
        assertThat(pricing.failing()).isFalse();
    }
}
