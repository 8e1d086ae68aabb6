package nx.sale.bootstrap.wiring;

import java.util.ArrayList;
import java.util.List;
import nx.sale.application.payment.AnnouncePayment;
import nx.sale.application.payment.ApplyPayment;
import nx.sale.application.payment.AskMqPay;
import nx.sale.application.payment.KeepWebhook;
import nx.sale.application.payment.NoteReplay;
import nx.sale.application.payment.ReplayWebhook;
import nx.sale.application.payment.ResolveReview;
import nx.sale.application.payment.TrackAttempt;
import nx.sale.application.payment.VerifyPayments;
import nx.sale.application.payment.WebhookWork;
import nx.sale.bootstrap.config.Config;
import nx.sale.domain.payment.KnownTargets;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.pending.PendingAttempts;
import nx.sale.http.payment.AnnounceRoutes;
import nx.sale.http.payment.PaymentWebhookRoutes;
import nx.sale.http.payment.ReviewRoutes;
import nx.sale.http.payment.VerifiedPayments;
import nx.sale.http.payment.WebhookSignatures;
import nx.sale.http.payment.WebhookTrust;
import nx.sale.http.server.Route;
import nx.sale.postgres.payment.PostgresInboxViews;
import nx.sale.postgres.payment.PostgresKnownTargets;
import nx.sale.postgres.payment.PostgresPaymentInbox;
import nx.sale.postgres.payment.PostgresPaymentViews;
import nx.sale.postgres.payment.PostgresPendingAttempts;
import nx.sale.postgres.payment.PostgresTwinViews;

/** Payments: the webhook, the questions to MQ-Pay, and the reviews. */
public final class PaymentWiring {
    final AskMqPay askMqPay;
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
        KeepWebhook keep = new KeepWebhook(on.work, inbox, on.clock);
        KnownTargets known = new PostgresKnownTargets(on.reads);
        PendingAttempts pending = new PostgresPendingAttempts(on.reads, on.ids);
        routes.addAll(new PaymentWebhookRoutes(
                        apply,
                        keep,
                        new TrackAttempt(order.views, order.bills, pending, on.work, on.clock),
                        replay,
                        new NoteReplay(on.work, on.audit, on.clock),
                        new PostgresInboxViews(on.reads),
                        known,
                        new WebhookTrust(
                                config.webhookSources(),
                                config.webhookHeader(),
                                new WebhookSignatures(config.webhookSecrets(), on.clock)),
                        on.metrics.webhooks(),
                        on.clock)
                .routes());
        askMqPay = new AskMqPay(
                on.mqPay,
                new VerifiedPayments(apply, keep, known, on.metrics.webhooks(), on.clock),
                pending,
                on.work,
                on.clock);
        routes.addAll(new AnnounceRoutes(
                        new AnnouncePayment(order.views, order.bills, on.requests, pending, on.audit, on.clock),
                        new VerifyPayments(askMqPay, on.requests, on.audit, on.clock),
                        askMqPay.configured(),
                        order.path)
                .routes());
        routes.addAll(new ReviewRoutes(resolve, views, new PostgresTwinViews(on.reads)).routes());
    }

    List<Route> routes() {
        return routes;
    }
}
