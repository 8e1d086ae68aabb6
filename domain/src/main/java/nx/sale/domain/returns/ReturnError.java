package nx.sale.domain.returns;

import nx.sale.domain.id.LineId;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;
import nx.sale.domain.shared.Quantity;

/** What a caller can do wrong with a return. */
public sealed interface ReturnError extends DomainError {
    /** No such return at this merchant. */
    @ErrorCode("return-not-found")
    record NotFound(ReturnId returnId) implements ReturnError {}

    /** Less of the line is kept: the rest was returned before. */
    @ErrorCode("return-exceeds")
    record Exceeds(LineId itemId, Quantity asked, Quantity left) implements ReturnError {}

    /** A combo comes back in whole units. */
    @ErrorCode("return-not-whole")
    record NotWhole(LineId itemId, Quantity asked) implements ReturnError {}
}
