package nx.sale.http.problem;

/** A webhook that is kept as FAILED and must be sent again. */
public final class WebhookFailed extends RuntimeException {
    /** Why. */
    public enum Code {
        UNREADABLE("webhook-unreadable"),
        FAILED("webhook-failed");

        private final String code;

        Code(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    private final Code code;
    private final String why;

    public WebhookFailed(Code code, String why) {
        super(why, null, false, false);
        this.code = code;
        this.why = why;
    }

    public Code code() {
        return code;
    }

    public String why() {
        return why;
    }
}
