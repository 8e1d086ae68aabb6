package nx.sale.domain.shared;

/** A value that leaves its range by calculation. */
public sealed interface ValueError extends DomainError {
    /** An amount of 100,000,000,000 or more. */
    record AmountTooLarge() implements ValueError {
        @Override
        public String code() {
            return "amount-too-large";
        }
    }

    /** A quantity of 1,000,000 or more. */
    record QuantityTooLarge() implements ValueError {
        @Override
        public String code() {
            return "quantity-too-large";
        }
    }
}
