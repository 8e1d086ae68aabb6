package nx.sale.bootstrap.wiring;

import java.util.ArrayList;
import java.util.List;
import nx.sale.application.payment.AnnouncePayment;
import nx.sale.application.payment.ApplyPayment;
import nx.sale.application.payment.AskMqPay;
import nx.sale.application.payment.EnterTip;
import nx.sale.application.payment.KeepWebhook;
import nx.sale.application.payment.NoteReplay;
import nx.sale.application.payment.ReplayWebhook;
import nx.sale.application.payment.ResolveReview;
import nx.sale.application.payment.TakeCash;
import nx.sale.application.payment.TrackAttempt;
import nx.sale.application.payment.VerifyPayments;
import nx.sale.application.payment.WebhookWork;
import nx.sale.bootstrap.config.WebhookSettings;
import nx.sale.http.order.PaidRoutes;
import nx.sale.http.payment.AnnounceRoutes;
import nx.sale.http.payment.PaymentWebhookRoutes;
import nx.sale.http.payment.ReviewRoutes;
import nx.sale.http.payment.VerifiedPayments;
import nx.sale.http.payment.WebhookSignatures;
import nx.sale.http.payment.WebhookTrust;
import nx.sale.http.server.Route;

/**
 * Payments: the webhook, the questions to MQ-Pay, and the reviews.
 *
 * @param askMqPay what others ask before they give money up
 */
record PaymentWiring(List<Route> routes, AskMqPay askMqPay) {

    static PaymentWiring of(Infrastructure on, WebhookSettings webhooks) {
        Core core = on.core;
        Stores stores = on.stores;
        ApplyPayment apply = applyPayment(core, stores);
        KeepWebhook keep = new KeepWebhook(core.work(), stores.payment().inbox(), core.clock());
        AskMqPay askMqPay = new AskMqPay(
                on.mqPay,
                new VerifiedPayments(apply, keep, stores.payment().targets(), on.metrics.webhooks(), core.clock()),
                stores.payment().pending(),
                core.work(),
                core.clock());
        List<Route> routes = new ArrayList<>(webhook(on, webhooks, apply, keep));
        routes.addAll(new AnnounceRoutes(
                        new AnnouncePayment(
                                stores.order().views(),
                                stores.bills(),
                                core.requests(),
                                stores.payment().pending(),
                                core.audit(),
                                core.clock()),
                        new VerifyPayments(askMqPay, core.requests(), core.audit(), core.clock()),
                        askMqPay.configured(),
                        core.path())
                .routes());
        routes.addAll(new PaidRoutes(enterTip(core, stores), takeCash(core, stores), core.path()).routes());
        routes.addAll(new ReviewRoutes(
                        resolveReview(core, stores),
                        stores.payment().views(),
                        stores.payment().twins())
                .routes());
        return new PaymentWiring(routes, askMqPay);
    }

    private static ApplyPayment applyPayment(Core core, Stores stores) {
        return new ApplyPayment(webhookWork(core, stores), core.work());
    }

    private static WebhookWork webhookWork(Core core, Stores stores) {
        return new WebhookWork(
                stores.order().views(),
                stores.bills(),
                stores.payment().refunds(),
                stores.settings(),
                stores.payment().inbox(),
                stores.order().orders(),
                stores.bills(),
                stores.payment().payments(),
                core.effects(),
                core.screens(),
                core.ids(),
                core.clock());
    }

    private static TakeCash takeCash(Core core, Stores stores) {
        return new TakeCash(
                webhookWork(core, stores),
                stores.order().views(),
                stores.settings(),
                core.requests(),
                core.builds(),
                core.ids(),
                core.clock());
    }

    private static ReplayWebhook replayWebhook(Core core, Stores stores) {
        return new ReplayWebhook(webhookWork(core, stores), core.work(), core.requests(), core.audit(), core.clock());
    }

    private static ResolveReview resolveReview(Core core, Stores stores) {
        return new ResolveReview(
                stores.payment().views(),
                stores.settings(),
                core.requests(),
                stores.order().orders(),
                stores.bills(),
                stores.payment().payments(),
                stores.shift().shifts(),
                core.builds(),
                core.effects(),
                core.audit(),
                core.screens(),
                core.ids());
    }

    private static EnterTip enterTip(Core core, Stores stores) {
        return new EnterTip(
                stores.settings(),
                core.requests(),
                stores.order().orders(),
                stores.bills(),
                stores.payment().payments(),
                stores.shift().shifts(),
                core.builds(),
                core.effects(),
                core.audit(),
                core.screens(),
                core.ids());
    }

    private static List<Route> webhook(
            Infrastructure on, WebhookSettings webhooks, ApplyPayment apply, KeepWebhook keep) {
        Core core = on.core;
        Stores stores = on.stores;
        return new PaymentWebhookRoutes(
                        apply,
                        keep,
                        new TrackAttempt(
                                stores.order().views(),
                                stores.bills(),
                                stores.payment().pending(),
                                core.work(),
                                core.clock()),
                        replayWebhook(core, stores),
                        new NoteReplay(core.work(), core.audit(), core.clock()),
                        stores.payment().inboxViews(),
                        stores.payment().targets(),
                        new WebhookTrust(
                                webhooks.sources(),
                                webhooks.header(),
                                new WebhookSignatures(webhooks.secrets(), core.clock())),
                        on.metrics.webhooks(),
                        core.clock())
                .routes();
    }
}
