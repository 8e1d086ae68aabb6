package nx.sale.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.pricing.QuoteRequest;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.pricing.PricingNetworkService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pricing stand-in plays codes as pricing does, for the client that checkout has. */
class PricingStandInTest {
    private final Sisters sisters = Sisters.start(0);
    private final PricingNetworkService pricing =
            new PricingNetworkService(URI.create(sisters.url() + "/pricing"), "nx-seller-sale", "secret");

    @AfterEach
    void stop() {
        pricing.close();
        sisters.close();
    }

    private static Money vnd(String amount) {
        return Money.of(amount, CurrencyCode.VND);
    }

    private static QuoteRequest.Item item(long ref, String price) {
        return new QuoteRequest.Item(
                new LineId(ref),
                Optional.of(new VariantId(7)),
                "PRODUCT",
                Quantity.of("1"),
                vnd(price),
                Optional.of(vnd(price)),
                List.of());
    }

    private Quote quote(String... codes) {
        return quoteAt("2026-11-26T05:00:00Z", List.of(item(1, "65000"), item(2, "45000"), item(3, "33333")), codes);
    }

    private Quote quoteAt(String time, List<QuoteRequest.Item> items, String... codes) {
        return pricing.quote(
                new QuoteRequest(
                        new MerchantId(1),
                        new SaleChannelId(2),
                        Optional.empty(),
                        CurrencyCode.VND,
                        Instant.parse(time),
                        items,
                        List.of(codes)),
                "r-1");
    }

    // PRICE-13
    @Test
    void codesTakeAPercentOffEveryLine_andAnAmountOffTheOrder() {
        assertThat(quote().discount()).isEqualTo(vnd("0"));

        Quote both = quote(PricingStandIn.PERCENT_CODE, PricingStandIn.AMOUNT_CODE);

        assertThat(both.discount()).isEqualTo(vnd("34333.3"));
        assertThat(both.lines().stream().map(Quote.Priced::discount))
                .containsExactly(vnd("15569.7885"), vnd("10779.0844"), vnd("7984.4271"));
        assertThat(both.total()).isEqualTo(vnd("117720"));
        assertThat(pricing.disagreements()).isZero();
    }

    // PRICE-13
    @Test
    void aCodeThatIsOverOrUnknownOrNotAnsweredIsRefused() {
        assertRefused(List.of("the code is over", "unknown code"), PricingStandIn.OVER_CODE, "NOBODY");

        sisters.pricing().trick("no-codes");

        assertRefused(List.of(""), PricingStandIn.PERCENT_CODE);
    }

    @Test
    void drinksAreCheaperFromThreeToFiveInTheAfternoon_unlessThePriceIsTheSameAllDay() {
        assertThat(List.of(
                        taken("2026-11-26T07:59:59Z"), taken("2026-11-26T08:00:00Z"),
                        taken("2026-11-26T09:59:59Z"), taken("2026-11-26T10:00:00Z")))
                .containsExactly(vnd("0"), vnd("2000"), vnd("2000"), vnd("0"));

        sisters.pricing().samePriceAllDay();

        assertThat(taken("2026-11-26T09:00:00Z")).isEqualTo(vnd("0"));
    }

    /** Off a drink and a dish. */
    private Money taken(String time) {
        return quoteAt(time, List.of(item(1, "20000"), item(2, "20001"))).discount();
    }

    private void assertRefused(List<String> reasons, String... codes) {
        assertThatThrownBy(() -> quote(codes))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.error())
                                .isEqualTo(new DiscountError.CodeRefused(List.of(codes), reasons)));
    }
}
