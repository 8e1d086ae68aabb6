package nx.sale.http.payment;

import nx.sale.domain.payment.PaymentViews;
import nx.sale.http.json.Rules;

/** Money that a transaction reports beyond its attempts while it is not known what it is for. */
@Rules.Means("money that a transaction reports beyond its attempts while it is not known what it is for")
public record WaitingPayment(
        String saleOrderId,
        String transactionUid,
        String amount,
        String currency,
        @Rules.Means("when it was last reported") String since) {
    public static WaitingPayment of(PaymentViews.Waiting money) {
        return new WaitingPayment(
                money.order().toString(),
                money.transactionUid(),
                money.amount().canonical(),
                money.amount().currency().value(),
                money.since().toString());
    }
}
