package nx.sale.http.payment;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import nx.sale.domain.payment.PaymentEventType;

/** The events of MQ-Pay that we act on, as they are spelled. */
public final class PaymentEvents implements Supplier<List<String>> {
    @Override
    public List<String> get() {
        return Arrays.stream(PaymentEventType.values())
                .map(PaymentEventType::wireName)
                .toList();
    }
}
