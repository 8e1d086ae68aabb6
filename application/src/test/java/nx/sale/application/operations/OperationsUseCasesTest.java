package nx.sale.application.operations;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import nx.sale.application.Till;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.operations.StoredMessage;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.shared.Rejected;
import org.junit.jupiter.api.Test;

/** What a person does to messages and payments, on fakes. */
class OperationsUseCasesTest {
    private final Till till = new Till();
    private final AtomicInteger woken = new AtomicInteger();
    private final ChangeMessage change =
            new ChangeMessage(till.requests, till.stores.desk, till.outbox, woken::incrementAndGet, till.clock);
    private final ReplayPayment replay = new ReplayPayment(till.requests, till.orders, till.effects, till.clock);

    private static StoredMessage message(long id, StoredMessage.Status status) {
        return new StoredMessage(
                id,
                MERCHANT,
                "e" + id,
                "sale-order",
                "key",
                OptionalLong.of(1),
                "sale-order.changed",
                status,
                3,
                Optional.of(NOON),
                Optional.of("refused"),
                NOON,
                Optional.empty());
    }

    private StoredMessage change(long id, ChangeMessage.Change what) {
        return change.handle(
                new ChangeMessage.Command(Till.request(), MERCHANT, id, what, "broker is back"), Till.result());
    }

    private void replay(OrderId order) {
        replay.handle(
                new ReplayPayment.Command(Till.request(), MERCHANT, order, Optional.empty(), "lost"), Till.result());
    }

    @Test
    void aParkedMessageIsSentAgain_andTheRelayIsWoken() {
        till.stores.desk.put(message(1, StoredMessage.Status.PARKED));

        StoredMessage changed = change(1, ChangeMessage.Change.RETRY);

        assertThat(changed.status()).isEqualTo(StoredMessage.Status.PENDING);
        assertThat(changed.retryAt()).isEmpty();
        assertThat(till.stores.desk.listWaiting(Optional.empty(), 10, Optional.empty()))
                .containsExactly(changed);
        assertThat(till.outbox.actions()).containsExactly("MESSAGE_RETRY");
        assertThat(woken).hasValue(1);
    }

    @Test
    void aWaitingMessageIsParked_withTheReason() {
        till.stores.desk.put(message(1, StoredMessage.Status.PENDING));

        assertThat(change(1, ChangeMessage.Change.PARK).lastError()).contains("broker is back");
        assertThat(till.outbox.actions()).containsExactly("MESSAGE_PARK");
    }

    @Test
    void aDeliveredMessageStaysAsItIs() {
        till.stores.desk.put(message(1, StoredMessage.Status.PUBLISHED));

        assertRejected(
                () -> change(1, ChangeMessage.Change.RETRY),
                new OperationsError.MessageNotAllowed(1, StoredMessage.Status.PUBLISHED));
        assertRejected(() -> change(2, ChangeMessage.Change.PARK), new OperationsError.MessageNotFound(2));
        assertThat(woken).hasValue(0);
        assertThat(till.outbox.actions()).isEmpty();
    }

    @Test
    void thePaymentsOfAPaidOrderArePublishedAgain() {
        OrderId order = till.paid(till.checkedOut(), "143000");

        replay(order);

        assertThat(till.events()).containsExactly("PaymentReplayed");
        assertThat(till.outbox.actions()).containsExactly("PAYMENT_REPLAYED");
        OrderId draft = till.draft();
        assertThatThrownBy(() -> replay(draft))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isInstanceOf(OrderError.NotAllowed.class));
    }
}
