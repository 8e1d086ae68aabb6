package nx.sale.http.problem;

import java.util.Arrays;

/** Why the server refuses a request before a route is chosen. */
public enum Unreadable {
    MALFORMED(400, "bad-request", "The request is malformed", "The request could not be read."),
    TIMEOUT(408, "request-timeout", "The request did not come", "The request did not arrive in time. Send it again."),
    ADDRESS_TOO_LONG(414, "uri-too-long", "The address is too long", "Address and query have at most 8 KiB."),
    EXPECTATION(417, "expectation-failed", "The expectation is not met", "Only Expect: 100-continue is understood."),
    MISDIRECTED(421, "misdirected-request", "Not for this server", "The request is for another host."),
    HEADERS_TOO_LARGE(431, "headers-too-large", "The headers are too large", "All headers have at most 8 KiB."),
    NOT_IMPLEMENTED(501, "not-implemented", "Not implemented", "The request uses HTTP in a way that is not served."),
    VERSION(505, "http-version-unsupported", "HTTP version not supported", "HTTP/1.1 is served.");

    private final int status;
    private final String code;
    private final String title;
    private final String detail;

    Unreadable(int status, String code, String title, String detail) {
        this.status = status;
        this.code = code;
        this.title = title;
        this.detail = detail;
    }

    public Problem problem() {
        return Problem.of(status, code, title, detail);
    }

    /** The problem of a status that the server itself gave. */
    public static Problem problem(int given) {
        return Arrays.stream(values())
                .filter(reason -> reason.status == given)
                .findFirst()
                .map(Unreadable::problem)
                .orElseGet(() -> given < 500
                        ? Problem.of(given, MALFORMED.code, MALFORMED.title, MALFORMED.detail)
                        : ServerProblems.bug());
    }
}
