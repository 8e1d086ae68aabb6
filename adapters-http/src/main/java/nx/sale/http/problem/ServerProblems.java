package nx.sale.http.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nx.sale.domain.shared.Unavailable;
import nx.sale.http.json.InvalidInput;

/** The problems that are no error of the domain: bad input, an unavailable part, no such route, a bug. */
public final class ServerProblems {
    private ServerProblems() {}

    public static Problem of(InvalidInput invalid) {
        InvalidInput.Kind kind = invalid.kind();
        return new Problem(
                kind.status(),
                kind.code(),
                kind.title(),
                invalid.detail(),
                invalid.errors().isEmpty() ? Map.of() : Map.of("errors", invalid.errors()),
                Optional.empty());
    }

    public static Problem of(Unavailable unavailable) {
        String detail = switch (unavailable.part()) {
            case ORDER_BUSY -> "Others are changing the order or its table. Try again.";
            case REQUEST_IN_PROGRESS -> "The same request is being worked on. Try again.";
            case PRICING -> "Pricing does not answer. Nothing was changed; try again.";
            case DATABASE -> "The database does not answer. Nothing was changed; try again.";
            case IDENTITY -> "Identity does not answer, so this caller cannot be authenticated. Try again.";
            case SIGNING_KEY ->
                "The token's key is not known here, and identity could not be asked for it just now. Try again.";
            case COMMERCE -> "The catalogue of commerce does not answer. Try again.";
            case MQ_PAY -> "MQ-Pay does not answer, so it is unknown whether the order was paid. Try again.";
            case IDS -> "This replica cannot make ids just now. Try again.";
            case LISTS_BUSY -> "As many lists are being read as may be at once. Try again.";
            case OVERLOADED -> "Too much at once. Try again.";
        };
        return new Problem(503, unavailable.part().code(), "Not available just now", detail, Map.of(), Optional.of((int)
                Math.max(1, unavailable.retryAfter().toSeconds())));
    }

    /** 5xx, because MQ-Pay sends again only then. */
    public static Problem of(WebhookFailed failed) {
        return Problem.of(500, failed.code().code(), "The webhook could not be applied", failed.why());
    }

    public static Problem bug() {
        return Problem.of(500, "internal-error", "Something went wrong", "This is our mistake. Quote the requestId.");
    }

    public static Problem routeUnknown() {
        return Problem.of(404, "route-not-found", "No such route", "There is nothing at this address.");
    }

    public static Problem methodUnknown() {
        return Problem.of(405, "method-not-allowed", "Method not allowed", "This address does not take that method.");
    }

    /** All that is refused before a route is chosen: no operation makes it, and any request may get it. */
    public static List<Problem> unrouted() {
        return Stream.concat(
                        Stream.of(routeUnknown(), methodUnknown()),
                        Arrays.stream(Unreadable.values()).map(Unreadable::problem))
                .toList();
    }
}
