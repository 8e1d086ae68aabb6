package nx.sale.pricing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import nx.sale.domain.order.pricing.Pricing;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.pricing.QuoteRequest;
import nx.sale.domain.shared.PlainText;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.json.BoundedJson;
import nx.sale.json.SisterClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pricing service over HTTP. Both versions are asked at once and both must answer: v1 gives the numbers, v2 the snapshot kept with
 * each line (PRICE-2). Named as the platform's log queries expect.
 */
public final class PricingNetworkService implements Pricing, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger("PricingNetworkService");
    private static final int REASON_SHOWN = 500;
    private static final JsonMapper JSON = BoundedJson.messages();

    /** What says nothing about the cart: we may not ask, asked too slowly, or too often. */
    private static final Set<Integer> ABOUT_US = Set.of(401, 403, 407, 408, 425, 429);

    /** Bytes of an answer: the snapshot of the largest cart has a fraction of it. */
    static final int LONGEST = 8 << 20;

    private final SisterClient v1;
    private final SisterClient v2;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong disagreements = new AtomicLong();
    private final AtomicLong roundings = new AtomicLong();
    private volatile boolean failing;

    public PricingNetworkService(URI base, String name, String secret) {
        SisterClient.Access access =
                new SisterClient.Access(base, Optional.of(new SisterClient.Credentials(name, secret)), LONGEST);
        this.v1 = new SisterClient(access);
        this.v2 = new SisterClient(access);
    }

    /** How often v2 came to another total than v1. */
    public long disagreements() {
        return disagreements.get();
    }

    /** How often an amount of pricing differed from ours by rounding only. */
    public long roundings() {
        return roundings.get();
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
            String numbers = answer(await(first, deadline));
            String snapshot = answer(await(second, deadline));
            QuoteReader.Read read = QuoteReader.read(request, numbers, snapshot);
            compare(read, requestId);
            failing = false;
            return read.quote();
        } catch (QuoteReader.BadAnswer | SisterClient.Failure e) {
            failing = true;
            log.atError()
                    .addKeyValue("reason", e.getMessage())
                    .addKeyValue("requestId", requestId)
                    .log("Pricing unavailable");
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

    private static String answer(SisterClient.Reply reply) throws QuoteReader.BadAnswer {
        if (reply.status() == 200) {
            return reply.body();
        }
        if (reply.status() >= 400 && reply.status() < 500 && !ABOUT_US.contains(reply.status())) {
            throw new Rejected(new OrderError.PricingRefused(reasons(reply.body())));
        }
        throw new QuoteReader.BadAnswer("status " + reply.status());
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
        if (!request.codes().isEmpty()) {
            var codes = question.putArray("codes");
            request.codes().forEach(codes::add);
        }
        var items = question.putArray("items");
        for (QuoteRequest.Item item : request.items()) {
            ObjectNode node = items.addObject();
            node.put("ref", item.ref().toString());
            item.variant().ifPresent(variant -> node.put("productVariantId", variant.toString()));
            node.put("itemType", item.itemType());
            node.put("quantity", item.quantity().toString());
            node.put("basePrice", item.base().canonical());
            item.held().ifPresent(held -> node.put("heldBasePrice", held.canonical()));
            if (!item.modifiers().isEmpty()) {
                var modifiers = node.putArray("modifiers");
                for (Line.Modifier modifier : item.modifiers()) {
                    modifiers
                            .addObject()
                            .put("code", modifier.code())
                            .put("quantity", modifier.quantity().toString())
                            .put("unitPrice", modifier.unitPrice().canonical());
                }
            }
        }
        return question.toString();
    }

    /** v1 wins; that v2 sees another total is worth knowing (PRICE-2), and so is who rounds otherwise than we do. */
    private void compare(QuoteReader.Read read, String requestId) {
        BigDecimal total = read.quote().total().amount();
        BigDecimal other = read.otherTotal();
        if (other.compareTo(total) != 0) {
            disagreements.incrementAndGet();
            log.atError()
                    .addKeyValue("v1", total)
                    .addKeyValue("v2", other)
                    .addKeyValue("requestId", requestId)
                    .log("Pricing v1 and v2 disagree");
        }
        if (!read.rounded().isEmpty()) {
            roundings.incrementAndGet();
            log.atWarn()
                    .addKeyValue("amounts", read.rounded())
                    .addKeyValue("requestId", requestId)
                    .log("Pricing rounds differently");
        }
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }
}
