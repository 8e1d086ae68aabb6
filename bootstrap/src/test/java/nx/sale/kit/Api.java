package nx.sale.kit;

import static nx.sale.text.Json.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nx.sale.dev.LocalStack;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Menu.Portion;

/** A terminal: calls the service over HTTP. */
public final class Api {
    public static final ObjectMapper JSON = new ObjectMapper();
    /** Not when a bench asks services of two builds, each of which has a document of its own. */
    private static final boolean JUDGED = System.getProperty("load.other") == null;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What came back. */
    public record Reply(int status, JsonNode body, HttpHeaders headers, String text) {
        public String at(String pointer) {
            return body.at(pointer).asText();
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public Reply expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("expected " + wanted + " but got " + status + ": " + text);
            }
            return this;
        }
    }

    private static final int TRIES_OF_THE_PATIENT = 6;

    private final String base;
    private final Map<String, String> headers;
    private final int tries;

    private Api(String base, Map<String, String> headers, int tries) {
        this.base = base;
        this.headers = headers;
        this.tries = tries;
    }

    public static Api of(LocalStack stack, String role) {
        return at(stack.baseUrl(), stack.sisters().identity().token(role, Restaurant.MERCHANT), Restaurant.MERCHANT);
    }

    public static Api at(String base, String token, String merchant) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + token);
        headers.put("x-merchant-id", merchant);
        headers.put("x-device-info", Restaurant.DEVICE);
        return new Api(base, headers, 1);
    }

    /**
     * One that a service which is overrun, or has nobody's lock in time, turns away, and that asks again with the key it had, as the
     * answer says: in a storm that any pause of the machine holds up.
     */
    public Api patient() {
        return new Api(base, headers, TRIES_OF_THE_PATIENT);
    }

    public Api with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        if (value.isEmpty()) {
            more.remove(header);
        } else {
            more.put(header, value);
        }
        return new Api(base, more, tries);
    }

    public Api key(String key) {
        return with("Idempotency-Key", key);
    }

    /** On the condition that what is changed still has this revision. */
    public Api ifMatch(Object revision) {
        return with("If-Match", etag(revision));
    }

    public static String etag(Object revision) {
        return '"' + String.valueOf(revision) + '"';
    }

    public Reply get(String path) {
        return call("GET", path, "");
    }

    public Reply post(String path, String body) {
        return call("POST", path, body);
    }

    public Reply patch(String path, String body) {
        return call("PATCH", path, body);
    }

    public Reply put(String path, String body) {
        return call("PUT", path, body);
    }

    public Reply delete(String path) {
        return call("DELETE", path, "");
    }

    public Reply call(String method, String path, String body) {
        boolean keyed = tries == 1 || method.equals("GET") || headers.containsKey("Idempotency-Key");
        Api asking = keyed ? this : key(UUID.randomUUID().toString());
        Reply reply = asking.once(method, path, body);
        for (int again = 1; reply.status() == 503 && again < tries; again++) {
            reply = asking.once(method, path, body);
        }
        return reply;
    }

    private Reply once(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (!headers.containsKey("Content-Type") && !body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = answer.body();
            JsonNode tree = text.startsWith("{") || text.startsWith("[") ? JSON.readTree(text) : JSON.nullNode();
            if (JUDGED) {
                Contract.of(base)
                        .check(new Contract.Exchange(
                                method,
                                path,
                                headers,
                                body,
                                answer.statusCode(),
                                answer.headers().map(),
                                text));
            }
            return new Reply(answer.statusCode(), tree, answer.headers(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An order to be opened: with tables, guests, items. */
    public NewOrder newOrder() {
        return new NewOrder(this);
    }

    /** Opens an order with these items and gives its id. */
    public String open(Portion... items) {
        return newOrder().items(items).create().expect(201).at("/id");
    }

    /** Opens an order with these items that has the service charge SERVICE of 5 %; later orders do not have it. */
    public String openCharged(Portion... items) {
        put(
                        "/settings",
                        json("{'serviceCharges':[{'code':'SERVICE','name':'Service','kind':'PERCENT','value':'5',"
                                + "'taxRate':'8','when':{}}]}"))
                .expect(200);
        try {
            return open(items);
        } finally {
            put("/settings", json("{'serviceCharges':[]}")).expect(200);
        }
    }

    /** Sells these items for money of one kind; the order. */
    public String sold(String method, Portion... items) {
        String order = open(items);
        Webhooks.paid(order, checkout(order).expect(200).at("/total"), method).expect(200);
        return order;
    }

    /** Takes so much of an order's first item back. */
    public Reply giveBack(String order, String quantity) {
        String item =
                get("/sale-orders/" + order + "?include=items").expect(200).at("/items/0/id");
        return post(
                "/sale-orders/" + order + "/returns",
                json("{'lines':[{'itemId':'%s','quantity':'%s','restock':true}]}", item, quantity));
    }

    public Reply add(String order, Portion... items) {
        return post("/sale-orders/" + order + "/items", json("{'items':[%s]}", NewOrder.lines(items)));
    }

    public Reply checkout(String order) {
        return checkout(order, "CASH");
    }

    public Reply checkout(String order, String tender) {
        return post("/sale-orders/" + order + "/checkout", json("{'finance':{'type':'%s'}}", tender));
    }

    public Reply cancel(String order, String reason) {
        return post("/sale-orders/" + order + "/cancel", json("{'reason':'%s'}", reason));
    }

    public Reply merge(String order, String... sources) {
        return post(
                "/sale-orders/" + order + "/merge",
                json("{'sourceOrderIds':['%s']}", String.join(json("','"), sources)));
    }

    /** Moves so much of one line to an order of its own. */
    public Reply split(String order, String line, String quantity) {
        return post(
                "/sale-orders/" + order + "/split",
                json("{'orders':[{'items':[{'itemId':'%s','quantity':'%s'}]}]}", line, quantity));
    }

    /** Divides the bill evenly into so many checks. */
    public Reply divide(String order, int checks) {
        return post("/sale-orders/" + order + "/checks", json("{'mode':'EVENLY','parts':%s}", checks));
    }

    /** Says how far a dish of a kitchen ticket is. */
    public Reply cook(String dish, String status) {
        return patch("/kitchen-ticket-items/" + dish + "/status", json("{'status':'%s'}", status));
    }

    /** The guests of a reservation are here. */
    public Reply checkIn(String reservation) {
        return post("/reservations/" + reservation + "/check-in", json("{'saleChannelId':'%s'}", Restaurant.CHANNEL));
    }

    public Reply openShift(String openingFloat) {
        return post(
                "/pos/sessions", json("{'saleChannelId':'%s','openingFloat':'%s'}", Restaurant.CHANNEL, openingFloat));
    }

    public Reply closeShift(String session, String counted) {
        return post("/pos/sessions/" + session + "/close", json("{'actualCash':'%s'}", counted));
    }

    public Reply moveCash(String session, String kind, String amount, String reason) {
        return post(
                "/pos/sessions/" + session + "/cash-movements",
                json("{'kind':'%s','amount':'%s','reason':'%s'}", kind, amount, reason));
    }

    /** The approval of an action on an order; its token is what another user needs. */
    public Reply approve(String action, String order, String reason) {
        return post("/approvals", json("{'action':'%s','orderId':'%s','reason':'%s'}", action, order, reason));
    }

    /** The open reviews of an order. */
    public List<JsonNode> openReviews(String order) {
        List<JsonNode> found = new ArrayList<>();
        get("/payment-reviews?status=OPEN&limit=200&saleOrderId=" + order)
                .expect(200)
                .body()
                .at("/data")
                .forEach(found::add);
        return found;
    }

    public Reply resolve(String review, String resolution) {
        return post("/payment-reviews/" + review + "/resolve", json("{'resolution':'%s'}", resolution));
    }
}
