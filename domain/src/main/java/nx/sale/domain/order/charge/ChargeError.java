package nx.sale.domain.order.charge;

import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;

/** What a caller can do wrong with a service charge. */
public sealed interface ChargeError extends DomainError {
    /** There is no such charge on the order. */
    @ErrorCode("charge-not-found")
    record NotFound(String chargeCode) implements ChargeError {}

    /** The charge is waived already. */
    @ErrorCode("charge-waived")
    record Waived(String chargeCode) implements ChargeError {}

    /** The charge is not waived. */
    @ErrorCode("charge-not-waived")
    record NotWaived(String chargeCode) implements ChargeError {}
}
