package nx.sale.domain.shared;

/** A value that leaves its range by calculation. */
public sealed interface ValueError extends DomainError {
    /** An amount of 100,000,000,000 or more. */
    @ErrorCode("amount-too-large")
    record AmountTooLarge() implements ValueError {}

    /** A quantity of 1,000,000 or more. */
    @ErrorCode("quantity-too-large")
    record QuantityTooLarge() implements ValueError {}
}
