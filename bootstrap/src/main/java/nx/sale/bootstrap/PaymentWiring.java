package nx.sale.bootstrap;

import java.util.ArrayList;
import java.util.List;
import nx.sale.application.payment.ApplyPayment;
import nx.sale.application.payment.KeepWebhook;
import nx.sale.application.payment.NoteReplay;
import nx.sale.application.payment.ReplayWebhook;
import nx.sale.application.payment.ResolveReview;
import nx.sale.application.payment.WebhookWork;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.http.payment.PaymentWebhookRoutes;
import nx.sale.http.payment.ReviewRoutes;
import nx.sale.http.payment.WebhookSignatures;
import nx.sale.http.payment.WebhookTrust;
import nx.sale.http.shared.Route;
import nx.sale.postgres.payment.PostgresInboxViews;
import nx.sale.postgres.payment.PostgresPaymentInbox;
import nx.sale.postgres.payment.PostgresPaymentViews;

/** Payments: the webhook, and the reviews. */
final class PaymentWiring {
    private final List<Route> routes = new ArrayList<>();

    PaymentWiring(Infrastructure on, OrderWiring order, Config config) {
        PaymentInbox inbox = new PostgresPaymentInbox(on.ids);
        PostgresPaymentViews views = new PostgresPaymentViews(on.reads);
        ApplyPayment apply = new ApplyPayment(
                order.views,
                order.bills,
                order.settings,
                on.work,
                inbox,
                order.orders,
                order.bills,
                order.payments,
                on.effects,
                on.ids,
                on.clock);
        ReplayWebhook replay = new ReplayWebhook(
                new WebhookWork(
                        order.views,
                        order.bills,
                        order.settings,
                        inbox,
                        order.orders,
                        order.bills,
                        order.payments,
                        on.effects,
                        on.ids,
                        on.clock),
                on.work,
                on.requests,
                on.audit,
                on.clock);
        ResolveReview resolve = new ResolveReview(
                views,
                order.settings,
                on.requests,
                order.orders,
                order.bills,
                order.payments,
                on.shifts,
                on.effects,
                on.audit,
                on.screens,
                on.ids,
                on.clock);
        routes.addAll(new PaymentWebhookRoutes(
                        apply,
                        new KeepWebhook(on.work, inbox, on.clock),
                        replay,
                        new NoteReplay(on.work, on.audit, on.clock),
                        new PostgresInboxViews(on.reads),
                        new WebhookTrust(
                                config.webhookSources(),
                                config.webhookHeader(),
                                new WebhookSignatures(config.webhookSecrets(), on.clock)),
                        on.metrics::webhook,
                        on.clock)
                .routes());
        routes.addAll(new ReviewRoutes(resolve, views).routes());
    }

    List<Route> routes() {
        return routes;
    }
}
