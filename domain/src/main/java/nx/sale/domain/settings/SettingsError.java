package nx.sale.domain.settings;

import java.util.List;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;

/** What a caller can do wrong with what the merchant's settings ask for. */
public sealed interface SettingsError extends DomainError {
    /**
     * The merchant wants a reason here.
     *
     * @param codes one of them; a note will do when there are none
     */
    @ErrorCode("reason-required")
    record ReasonRequired(ReasonKind reasonKind, List<String> codes) implements SettingsError {}

    /** The reason is not one of the merchant's list. */
    @ErrorCode("reason-unknown")
    record ReasonUnknown(ReasonKind reasonKind, List<String> codes) implements SettingsError {}
}
