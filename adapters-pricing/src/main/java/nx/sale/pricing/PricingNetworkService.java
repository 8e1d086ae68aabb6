package nx.sale.pricing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.Pricing;
import nx.sale.domain.order.Quote;
import nx.sale.domain.order.QuoteRequest;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.IdText;
import nx.sale.domain.shared.LineId;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.PlainText;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.json.BoundedJson;
import nx.sale.json.Numbers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pricing service over HTTP. Both versions are asked at once and both must answer: v1 gives the numbers, v2 the snapshot kept with
 * each line (spec 06). Named as the platform's log queries expect.
 */
public final class PricingNetworkService implements Pricing, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger("PricingNetworkService");
    private static final int REASON_SHOWN = 500;
    private static final JsonMapper JSON = BoundedJson.messages();

    private final SisterClient v1;
    private final SisterClient v2;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong disagreements = new AtomicLong();
    private volatile boolean failing;

    /** Pricing answers nonsense: as bad as no answer. */
    private static final class BadAnswer extends Exception {
        BadAnswer(String message) {
            super(message);
        }
    }

    public PricingNetworkService(URI base, String name, String secret) {
        SisterClient.Access access =
                new SisterClient.Access(base, Optional.of(new SisterClient.Credentials(name, secret)));
        this.v1 = new SisterClient(access);
        this.v2 = new SisterClient(access);
    }

    /** How often v2 came to another total than v1. */
    public long disagreements() {
        return disagreements.get();
    }

    /** Whether pricing did not answer, or answered nonsense, when it was asked last. */
    public boolean failing() {
        return failing;
    }

    @Override
    public Quote quote(QuoteRequest request, String requestId) {
        String question = question(request);
        Future<SisterClient.Reply> first = ask(() -> v1.post("/simulation/calculate", question, requestId));
        Future<SisterClient.Reply> second = ask(() -> v2.post("/simulation-v2/calculate", question, requestId));
        try {
            long deadline = System.nanoTime() + SisterClient.BUDGET.toNanos();
            JsonNode numbers = answer(await(first, deadline));
            JsonNode snapshot = answer(await(second, deadline));
            Quote quote = quote(request, numbers, snapshot);
            Optional<String> fault = quote.fault(request);
            if (fault.isPresent()) {
                throw new BadAnswer(fault.get());
            }
            compare(quote, snapshot, requestId);
            failing = false;
            return quote;
        } catch (BadAnswer | SisterClient.Failure e) {
            failing = true;
            log.error("pricing unavailable reason=\"{}\" requestId={}", e.getMessage(), requestId);
            throw new Unavailable(Unavailable.Part.PRICING, Duration.ofSeconds(2), e);
        } finally {
            first.cancel(true);
            second.cancel(true);
        }
    }

    private Future<SisterClient.Reply> ask(Callable<SisterClient.Reply> call) {
        return calls.submit(call);
    }

    private static SisterClient.Reply await(Future<SisterClient.Reply> call, long deadline)
            throws SisterClient.Failure {
        try {
            return call.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SisterClient.Failure("no answer within " + SisterClient.BUDGET, e);
        } catch (ExecutionException e) {
            throw new SisterClient.Failure(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SisterClient.Failure("interrupted", e);
        }
    }

    private static JsonNode answer(SisterClient.Reply reply) throws BadAnswer {
        if (reply.status() >= 400 && reply.status() < 500 && reply.status() != 401 && reply.status() != 403) {
            throw new Rejected(new OrderError.PricingRefused(reasons(reply.body())));
        }
        if (reply.status() != 200) {
            throw new BadAnswer("status " + reply.status());
        }
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw new BadAnswer("not JSON, or beyond its bounds");
        }
    }

    /** Pricing's own words, made safe to show. */
    private static List<String> reasons(String body) {
        try {
            JsonNode node = JSON.readTree(body);
            String reason = node.path("message").asText(node.path("detail").asText(""));
            String shown = PlainText.shown(reason, REASON_SHOWN);
            return List.of(shown.isBlank() ? "no reason given" : shown);
        } catch (JsonProcessingException e) {
            return List.of("no reason given");
        }
    }

    private static String question(QuoteRequest request) {
        ObjectNode question = JSON.createObjectNode();
        question.put("merchantId", request.merchant().toString());
        question.put("saleChannelId", request.channel().toString());
        request.customer().ifPresent(customer -> question.put("customerId", customer.toString()));
        question.put("currency", request.currency().value());
        question.put("direction", "SALE");
        question.put("at", request.at().toString());
        var items = question.putArray("items");
        for (QuoteRequest.Item item : request.items()) {
            ObjectNode node = items.addObject();
            node.put("ref", item.ref().toString());
            item.variant().ifPresent(variant -> node.put("productVariantId", variant.toString()));
            node.put("itemType", item.itemType());
            node.put("quantity", item.quantity().toString());
            node.put("basePrice", item.base().plain());
            item.held().ifPresent(held -> node.put("heldBasePrice", held.plain()));
            if (!item.modifiers().isEmpty()) {
                var modifiers = node.putArray("modifiers");
                for (Line.Modifier modifier : item.modifiers()) {
                    modifiers
                            .addObject()
                            .put("code", modifier.code())
                            .put("quantity", modifier.quantity().toString())
                            .put("unitPrice", modifier.unitPrice().plain());
                }
            }
        }
        return question.toString();
    }

    private static Quote quote(QuoteRequest request, JsonNode numbers, JsonNode snapshot) throws BadAnswer {
        CurrencyCode currency = request.currency();
        if (!numbers.path("currency").asText().equals(currency.value())) {
            throw new BadAnswer("another currency");
        }
        Map<String, JsonNode> snapshots = new HashMap<>();
        snapshot.path("lines").forEach(line -> snapshots.put(line.path("ref").asText(), line));
        List<Quote.Priced> lines = new ArrayList<>();
        for (JsonNode item : numbers.path("items")) {
            String ref = item.path("ref").asText();
            JsonNode kept = snapshots.remove(ref);
            OptionalLong line = IdText.read(ref);
            if (kept == null || line.isEmpty()) {
                throw new BadAnswer("v1 and v2 do not speak of the same items");
            }
            lines.add(new Quote.Priced(
                    new LineId(line.getAsLong()),
                    money(item, "basePrice", currency),
                    money(item, "unitPrice", currency),
                    money(item, "discount", currency),
                    money(item, "tax", currency),
                    money(item, "total", currency),
                    new Line.Fare(text(item, "fareId"), text(item, "fareProvider")),
                    kept(kept)));
        }
        if (!snapshots.isEmpty()) {
            throw new BadAnswer("v1 and v2 do not speak of the same items");
        }
        return new Quote(
                lines,
                money(numbers, "subtotal", currency),
                money(numbers, "discount", currency),
                money(numbers, "tax", currency),
                money(numbers, "total", currency),
                kept(snapshot.path("order")));
    }

    /** The snapshot whole, with its numbers as pricing spelled them; none of them was large enough to fill the memory. */
    private static String kept(JsonNode snapshot) throws BadAnswer {
        try {
            return JSON.writeValueAsString(snapshot);
        } catch (JsonProcessingException e) {
            throw new BadAnswer("the snapshot cannot be kept");
        }
    }

    private static Money money(JsonNode node, String field, CurrencyCode currency) throws BadAnswer {
        try {
            return new Money(
                    Numbers.decimal(node.path(field)).orElseThrow(() -> new BadAnswer(field + " is not an amount")),
                    currency);
        } catch (ArithmeticException | Rejected e) {
            throw new BadAnswer(field + " is not an amount");
        }
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.of(node.path(field))
                .filter(JsonNode::isValueNode)
                .filter(value -> !value.isNull())
                .map(JsonNode::asText);
    }

    /** v1 wins; that v2 sees another total is worth knowing (spec 07.10). */
    private void compare(Quote quote, JsonNode snapshot, String requestId) throws BadAnswer {
        Money other = money(snapshot.path("order"), "total", quote.total().currency());
        if (!other.equals(quote.total())) {
            disagreements.incrementAndGet();
            log.error("v1 and v2 disagree v1={} v2={} requestId={}", quote.total(), other, requestId);
        }
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }
}
