package nx.sale.http.payment;

import java.util.Optional;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.shared.Rejected;
import nx.sale.http.server.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose payment webhooks are taken: from these addresses, with this header, with a signature of these secrets; each only when it is
 * configured, and then all of them.
 */
public record WebhookTrust(WebhookSources sources, Optional<WebhookHeader> header, WebhookSignatures signatures) {
    private static final Logger log = LoggerFactory.getLogger("PaymentWebhookController");

    /** Rejects with NotSignedIn. */
    void require(Call call, byte[] body) {
        if (!sources.allow(call.peer())) {
            log.atWarn().addKeyValue("peer", call.peer()).log("Payment webhook refused: address not allowed");
            throw refused("Payment webhooks are not taken from this address.");
        }
        if (header.filter(wanted ->
                        !wanted.matches(call.headerAsSent(wanted.name()).orElse("")))
                .isPresent()) {
            log.atWarn()
                    .addKeyValue("peer", call.peer())
                    .log("Payment webhook refused: agreed header missing or wrong");
            throw refused("The webhook lacks the header that is agreed on.");
        }
        if (!signatures.valid(
                call.headerAsSent("webhook-id").orElse(""),
                call.headerAsSent("webhook-timestamp").orElse(""),
                call.headerAsSent("webhook-signature").orElse(""),
                body)) {
            throw refused("The webhook signature is not valid.");
        }
    }

    private static Rejected refused(String reason) {
        return new Rejected(new AccessError.NotSignedIn(reason));
    }
}
