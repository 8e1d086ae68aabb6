package nx.sale.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.SettingsError;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Money;
import nx.sale.http.Problems;
import nx.sale.http.json.FieldError;
import org.junit.jupiter.api.Test;

/** Refusals by the domain that are about one field of the body name it, like flaws that the body shows by itself. */
class FieldsOfRefusalsTest {
    private static FieldError named(DomainError error) {
        return (FieldError) ((List<?>) new Problems().problem(error).members().get("errors")).getFirst();
    }

    // DISCOUNT-6
    // DISCOUNT-15
    @Test
    void theFieldAndTheRuleAreNamed() {
        FieldError amount = named(new DiscountError.NotPayable(Money.of("0.5", CurrencyCode.VND), 0));
        assertThat(amount.path()).isEqualTo("value");
        assertThat(amount.code()).isEqualTo("format");

        FieldError missing = named(new SettingsError.ReasonRequired(ReasonKind.DISCOUNT, List.of("REGULAR")));
        assertThat(missing.path()).isEqualTo("reasonCode");
        assertThat(missing.code()).isEqualTo("required");
        assertThat(named(new SettingsError.ReasonRequired(ReasonKind.COMP, List.of()))
                        .path())
                .isEqualTo("note");
        FieldError unknown = named(new SettingsError.ReasonUnknown(ReasonKind.COMP, List.of("BIRTHDAY")));
        assertThat(unknown.path()).isEqualTo("reasonCode");
        assertThat(unknown.code()).isEqualTo("not-allowed");
    }

    @Test
    void reasonsThatAreInABodyOrAQueryNameNoField() {
        assertThat(new Problems()
                        .problem(new SettingsError.ReasonUnknown(ReasonKind.VOID, List.of("BURNT")))
                        .members())
                .doesNotContainKey("errors");
    }
}
