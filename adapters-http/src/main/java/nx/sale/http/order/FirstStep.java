package nx.sale.http.order;

import nx.sale.domain.order.OrderStatus;

/** What has to be done first when a status does not allow something: the sentence that ends such a refusal. */
final class FirstStep {
    private FirstStep() {}

    static String of(OrderStatus status, OrderStatus.Action action) {
        return switch (status) {
            case DRAFT ->
                switch (action) {
                    case PAY, DIVIDE_BILL -> "Check it out first.";
                    case REVERT -> "It is a draft already: change it as it is.";
                    case REPLAY_PAYMENT -> "Nothing was paid yet: check it out and let it be paid first.";
                    case RETURN -> "Nothing was sold yet: take the item off.";
                    case CHANGE_ITEMS,
                            CHECK_OUT,
                            CANCEL,
                            DELETE,
                            DESCRIBE,
                            DESCRIBE_FULLY,
                            MERGE,
                            SPLIT,
                            UNDO_MERGE,
                            UNDO_SPLIT,
                            SEND_TO_KITCHEN,
                            SEAT -> "Read it again: it may have changed.";
                };
            case PROCESSING ->
                switch (action) {
                    case CHANGE_ITEMS, CHECK_OUT, DELETE, DESCRIBE_FULLY, MERGE, SPLIT, UNDO_MERGE, UNDO_SPLIT ->
                        "Revert its checkout first.";
                    case REPLAY_PAYMENT -> "Nothing was paid yet: it waits for its money.";
                    case RETURN -> "Nothing was sold yet: revert its checkout, or cancel it.";
                    case REVERT, CANCEL, DESCRIBE, PAY, DIVIDE_BILL, SEND_TO_KITCHEN, SEAT ->
                        "Read it again: it may have changed.";
                };
            case PARTIAL -> "A part is paid: let the rest be paid, or cancel it.";
            case COMPLETED -> "It is paid and finished: open a new order.";
            case CANCELLED -> "It is over: open a new order.";
        };
    }
}
