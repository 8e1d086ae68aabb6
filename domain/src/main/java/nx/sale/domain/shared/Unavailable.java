package nx.sale.domain.shared;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A part we depend on cannot serve just now: answered 503 with Retry-After. Nothing has been changed. */
public final class Unavailable extends RuntimeException {
    /** What is missing. */
    public enum Part {
        ORDER_BUSY("order-busy"),
        REQUEST_IN_PROGRESS("request-in-progress"),
        PRICING("pricing-unavailable"),
        DATABASE("database-unavailable"),
        IDENTITY("identity-unavailable"),
        /** The key of one token, while those of all others are here: whoever sends a token can make up its key's name. */
        SIGNING_KEY("identity-unavailable"),
        COMMERCE("commerce-unavailable"),
        MQ_PAY("mq-pay-unavailable"),
        IDS("ids-unavailable"),
        LISTS_BUSY("lists-busy"),
        OVERLOADED("overloaded");

        private final String code;

        Part(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    private final Part part;
    private final Duration retryAfter;

    public Unavailable(Part part, Duration retryAfter, @Nullable Throwable cause) {
        // without a cause it is our own guard that says so, in a flood perhaps: then a trace costs much and tells
        // nothing
        super(part.code(), cause, false, cause != null);
        this.part = part;
        this.retryAfter = retryAfter;
    }

    public Unavailable(Part part, @Nullable Throwable cause) {
        this(part, Duration.ofSeconds(1), cause);
    }

    public Part part() {
        return part;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
