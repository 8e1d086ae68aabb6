package nx.sale.http.order;

import static org.assertj.core.api.Assertions.assertThat;

import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderStatus;
import nx.sale.http.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refusal by status ends with what has to be done first. */
class FirstStepTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DRAFT      | PAY            | Check it out first.",
                "DRAFT      | DIVIDE_BILL    | Check it out first.",
                "DRAFT      | REPLAY_PAYMENT | Nothing was paid yet: check it out and let it be paid first.",
                "PROCESSING | CHANGE_ITEMS   | Revert its checkout first.",
                "PROCESSING | MERGE          | Revert its checkout first.",
                "PROCESSING | DELETE         | Revert its checkout first.",
                "PARTIAL    | CHANGE_ITEMS   | A part is paid: let the rest be paid, or cancel it.",
                "PARTIAL    | REVERT         | A part is paid: let the rest be paid, or cancel it.",
                "COMPLETED  | CANCEL         | It is paid and finished: open a new order.",
                "CANCELLED  | CHANGE_ITEMS   | It is over: open a new order."
            })
    void detailNamesTheFirstStep(OrderStatus status, OrderStatus.Action action, String step) {
        assertThat(new Problems()
                        .problem(new OrderError.NotAllowed(new OrderId(5), status, action))
                        .detail())
                .isEqualTo("Order 5 is " + status + ": " + action + " is not possible. " + step);
    }

    @Test
    void noStepIsForbiddenItself() {
        assertThat(OrderStatus.DRAFT.allows(OrderStatus.Action.CHECK_OUT)).isTrue();
        assertThat(OrderStatus.PROCESSING.allows(OrderStatus.Action.REVERT)).isTrue();
        assertThat(OrderStatus.PARTIAL.allows(OrderStatus.Action.PAY)).isTrue();
        assertThat(OrderStatus.PARTIAL.allows(OrderStatus.Action.CANCEL)).isTrue();
    }
}
