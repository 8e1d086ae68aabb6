package nx.sale.pricing;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommerceNumbersTest {
    private final Sister commerce = new Sister();
    private final CommerceCatalogueSource source = new CommerceCatalogueSource(commerce.address(), "sale", "secret");

    @AfterEach
    void stop() {
        commerce.close();
    }

    private List<Variant> fetched(String id, String price, String name) {
        commerce.answers(
                "/product-variants",
                200,
                json(
                        "{'variants':[{'id':%s,'name':'%s','type':'CONSUMABLE','currency':'VND','price':%s}]}",
                        id, name, price));
        return source.fetch(new MerchantId(1), List.of(new VariantId(7)));
    }

    @ParameterizedTest
    @CsvSource({"12500000.0,12500000", "1.25E7,12500000", "0.0005,0.0005", "99999999999.9999,99999999999.9999"})
    void pricesAreExact(String spelled, String plain) {
        assertThat(fetched("7", spelled, "Tea").getFirst().price().canonical()).isEqualTo(plain);
        assertThat(fetched("7", json("'%s'", spelled), "Tea").getFirst().price().canonical())
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e1000000000", "'1e1000000000'", "1e-1000000000", "1e11", "-1", "0.00001", "true", "null", "''"
            })
    void invalidPriceInvalidatesTheAnswer(String spelled) {
        assertThatThrownBy(() -> fetched("7", json(spelled), "Tea")).isInstanceOf(Unavailable.class);
    }

    @Test
    void idsHaveUpToNineteenDigits() {
        assertThat(fetched("9223372036854775807", "1", "Tea").getFirst().id()).isEqualTo(new VariantId(Long.MAX_VALUE));
        assertThat(fetched(json("'1234567890123456789'"), "1", "Tea").getFirst().id())
                .isEqualTo(new VariantId(1234567890123456789L));
        for (String wrong :
                List.of("9223372036854775808", json("'99999999999999999999'"), "-7", "1.5", json("'\u0661'"))) {
            assertThatThrownBy(() -> fetched(wrong, "1", "Tea")).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void namesLoseWhatNoColumnCanHold() {
        assertThat(fetched("7", "1", "Te\\u0000a\\u0007").getFirst().name()).isEqualTo("Tea");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 408, 422, 429, 500, 503})
    void malformedAnswerIsUnavailable(int status) {
        commerce.answers("/product-variants", status, json("{'message':'no'}"));
        assertThatThrownBy(() -> source.fetch(new MerchantId(1), List.of(new VariantId(7))))
                .isInstanceOf(Unavailable.class);
    }
}
