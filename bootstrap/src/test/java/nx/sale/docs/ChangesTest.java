package nx.sale.docs;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nx.sale.kit.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every change that the table of {@code docs/api/README.md} names, made to the documents of the last release: breaks are found, each in one
 * line, and what is allowed is not taken for a break.
 */
class ChangesTest {
    private static final Path FOLDER = Path.of("..", "docs", "api");
    private static final JsonNode OPEN_API = document("openapi.json");
    private static final JsonNode ASYNC_API = document("asyncapi.json");
    private static final Pattern ROW = Pattern.compile("\\| \\*\\*(.+?)\\*\\* (.+) \\| (yes|no) \\| yes \\|");

    /**
     * Words of the table | where | field | new value, none when it vanishes | what the check says. Where: a schema (#Order), an operation
     * (createOrder/...), the document (/...) or that of the messages (~/...); in "text", field is replaced by value everywhere.
     */
    private static final String BREAKS = """
            remove or rename an operation | /paths | /me | | operation GET /me is gone
            remove or rename an operation | text | "/me" | "/my" | operation GET /me is gone
            remove or rename an operation id | createOrder | operationId | "openOrder" | operationId is "openOrder"
            remove or rename a parameter | listOrders/parameters | 4 | | parameter query cursor is gone
            remove or rename a field of a body | #OrderOpen/properties | note | | field OrderOpen.note is gone
            remove or rename a field of an answer | #Order/properties | total | | field Order.total is gone
            remove or rename a field of an answer | text | "orderNumber" | "number" | orderNumber is gone
            remove or rename a field of a message | ~#saleOrderChanged/properties | saleOrderId | | field saleOrderChanged.saleOrderId is gone
            remove or rename a field of a refusal | #OrderNotAllowedProblem/allOf/1/properties | orderStatus | | field OrderNotAllowedProblem.orderStatus is gone
            remove or rename a header of an answer | checkOutOrder/responses/200/headers | ETag | | the header ETag is gone
            remove or rename a header of an answer | checkOutOrder/responses/503/headers | Retry-After | | the header Retry-After is gone
            remove or rename a header of a message | ~#headers/properties | eventId | | field headers.eventId is gone
            remove or rename a value of an enum | #OrderType | enum | ["DINE_IN"] | is gone
            remove or rename a value of an enum | text | "PROCESSING" | "CONFIRMED" | the value PROCESSING is gone
            remove or rename a value of an enum | #KeptWebhook/properties/eventType/anyOf/0 | enum | ["payment.attempt.success"] | is gone
            remove or rename a value of an enum | #KeptWebhook/properties/eventType | anyOf | | is gone
            remove or rename a kind of body | #CheckDivide/discriminator/mapping | EVENLY | | CheckDivide: the kind EVENLY is gone
            remove or rename a code of a refusal | checkOutOrder/responses/409/content/application~1problem+json/schema/oneOf | 0 | | the code order-changed is gone
            remove or rename a code of a refusal | checkOutOrder/responses | 404 | | the code order-not-found is gone
            remove or rename a code of a refusal | text | ["order-changed"] | ["cart-changed"] | the code order-changed is gone
            remove or rename a media type | getPaymentMethodsReport/responses/200/content | text/csv | | the media type text/csv is gone
            remove or rename a schema | text | schemas/Order" | schemas/SaleOrder" | has the schema SaleOrder instead of Order
            remove or rename a way to sign in | /components/securitySchemes | service | | the way to sign in service is gone
            remove or rename a way to sign in | createOrder | security | [{"user":[]}] | is signed in to with
            remove or rename a topic | ~/channels/paymentSuccess | address | "payment.done" | topic payment.success is gone
            remove or rename a message of a topic | ~/channels/paymentSuccess/messages | paymentSuccess | | payment.success: the message payment.success is gone
            ask for a parameter | listOrders/parameters/5 | required | true | parameter query status is required
            ask for a parameter | listOrders/parameters | - | {"name":"zone","in":"query","required":true,"schema":{"type":"string"}} | parameter query zone is required
            ask for a field of a body | #OrderOpen | required | ["saleChannelId","name"] | OrderOpen.name is required
            ask for a field of a body | #OrderOpen | required | ["saleChannelId","colour"] | OrderOpen.colour is required
            ask for a body | checkOutOrder/requestBody | required | true | the body is required
            ask for a shorter text | #OrderOpen/properties/note | maxLength | 10 | maxLength is 10
            ask for a smaller number | #OrderOpen/properties/guestCount | maximum | 20 | maximum is 20
            ask for fewer elements | #OrderOpen/properties/unitIds | maxItems | 1 | maxItems is 1
            ask for more elements | #OrderOpen/properties/unitIds | minItems | 1 | minItems is 1
            ask for a stricter pattern | #OrderOpen/properties/exchangeRate | pattern | "^\\\\d{1,5}(\\\\.\\\\d{1,6})?$" | OrderOpen.exchangeRate: the pattern is
            ask for a stricter pattern | #OrderOpen/properties/name | pattern | "^[a-z]+$" | OrderOpen.name: the pattern is
            ask for a value where null was taken | #SettingsChange/properties/spendPerPoint | type | "string" | SettingsChange.spendPerPoint may no longer be null
            ask for no field that is not named | #PaymentWebhook | additionalProperties | false | PaymentWebhook refuses more fields
            ask for another permission | createOrder | x-permission | "SaleOrder.open" | x-permission is "SaleOrder.open"
            ask for calls that are signed in | receivePaymentWebhook | security | [{"service":[]}] | is signed in to with
            no longer always give a field of an answer | #OrderCounter | required | [] | may be absent
            no longer always give a field of a message | ~#paymentSuccess | required | [] | may be absent
            no longer always give a value where null was not given | #Order/properties/total | type | ["string","null"] | Order.total may be null
            no longer always give a value where null was not given | #Order/properties | counter | {"anyOf":[{"$ref":"#/components/schemas/OrderCounter"},{"type":"null"}]} | Order.counter may be null
            no longer always give a text of the pattern | #Order/properties/currency | pattern | "^[A-Z]{3,4}$" | Order.currency: the pattern is
            no longer always give a text of the pattern | #Order/properties/currency | pattern | | Order.currency: the pattern is
            no longer always give one of the kinds of an answer | #Order/properties | counter | {"oneOf":[{"$ref":"#/components/schemas/OrderCounter"},{"$ref":"#/components/schemas/OrderBetween"}]} | Order.counter
            change the type or format of a value | #Order/properties/revision | type | "string" | Order.revision is of type
            change the type or format of a value | #OrderOpen/properties/guestCount | format | "int64" | OrderOpen.guestCount is of type
            change the type or format of a value | /components/headers/ETag/schema | type | "integer" | the header ETag is of type
            change a text to an enum, or back | #Order/properties/slug | enum | ["a","b"] | Order.slug is of type
            change a text to an enum, or back | #KeptWebhook/properties | eventType | {"type":"string","enum":["a"]} | KeptWebhook.eventType is of type
            change the status of a code | text | "404":{"$ref":"#/components/responses/OrderNotFoundProblem"} | "410":{"$ref":"#/components/responses/OrderNotFoundProblem"} | the code order-not-found has the status 410 instead of 404
            change the status of a success | text | "201": | "200": | the status 201 is gone
            change the status of a success | checkOutOrder/responses | 202 | {"description":"later"} | the status 202 of a success is new
            change the default of a parameter | listOrders/parameters/3/schema | default | 50 | the default is 50
            change how a list is written in a query | getOrder/parameters/1 | explode | true | explode is true
            change how a list is written in a query | getOrder/parameters/1 | style | "pipeDelimited" | style is "pipeDelimited"
            change the media type that comes first | createOrder/requestBody | content | {"text/csv":{},"application/json":{"schema":{"$ref":"#/components/schemas/OrderOpen"}}} | the media type text/csv comes first
            change the base path | /servers/0 | url | "/v1/sale" | the base path is
            change the way to sign in | /components/securitySchemes/service | scheme | "digest" | the way to sign in service is
            change the key of a message | ~/components/messages/paymentSuccess/bindings/kafka/key | description | "merchantId" | the binding is
            change the messages of a topic | ~/channels/paymentSuccess/messages | other | {"$ref":"#/components/messages/posSessionClosed"} | the message pos-session.closed is new
            change the media type of a message | ~ | defaultContentType | "application/xml" | the media type is
            change the direction of a topic | ~/operations/paymentSuccess | action | "receive" | the operation send of payment.success is gone
            """;

    /** As above, without what the check says; the field of what the list of additions says. */
    private static final String ADDITIONS = """
            add an operation | /paths | /moon | {"get":{"operationId":"getMoon","responses":{"200":{"description":"it"}}}} | operation GET /moon
            add an optional parameter | listOrders/parameters | - | {"name":"zone","in":"query","schema":{"type":"string"}} | parameter query zone
            add an optional field of a body | #OrderOpen/properties | colour | {"type":"string"} | field OrderOpen.colour
            add a field of an answer | #Order/properties | colour | {"type":"string"} | field Order.colour
            add a field of a message | ~#paymentSuccess/properties | colour | {"type":"string"} | field paymentSuccess.colour
            add a header of an answer | checkOutOrder/responses/200/headers | Age | {"schema":{"type":"integer"}} | the header Age
            add a value of an enum | #OrderStatus/enum | - | "PAUSED" | OrderStatus: the value PAUSED
            add a kind of body | #CheckDivide/discriminator/mapping | BY_AGE | "#/components/schemas/CheckDivideEvenly" | the kind BY_AGE
            add a code of a refusal | listOrders/responses | 409 | {"$ref":"#/components/responses/OrderNotFoundProblem"} | the code order-not-found
            add a code of a refusal | checkOutOrder/responses/409/content/application~1problem+json/schema/oneOf | - | {"$ref":"#/components/schemas/UnitTakenProblem"} | the code unit-taken
            add a media type after the others | createOrder/requestBody/content | text/csv | {"schema":{"type":"string"}} | the media type text/csv
            add a way to sign in | /components/securitySchemes | cookie | {"type":"apiKey","in":"cookie","name":"token"} | the way to sign in cookie
            add a way to sign in | createOrder/security | - | {"cookie":[]} |
            add a topic | ~/channels | moon | {"address":"moon"} | topic moon
            take a longer text | #OrderOpen/properties/note | maxLength | 4000 |
            take a longer text | #OrderOpen/properties/note | maxLength | |
            take a larger number | #OrderOpen/properties/guestCount | maximum | 99999 |
            take more elements | #OrderOpen/properties/unitIds | maxItems | 50 |
            take a looser pattern | #OrderOpen/properties/exchangeRate | pattern | "^-?\\\\d{1,9}(\\\\.\\\\d{1,6})?$" |
            take a looser pattern | #OrderOpen/properties/exchangeRate | pattern | |
            take null | #OrderOpen/properties/note | type | ["string","null"] |
            take fields that are not named | #OrderOpen | additionalProperties | |
            take no value for a field that was required | #OrderOpen | required | [] |
            take no body where one was required | createOrder/requestBody | required | false |
            take calls without a permission | createOrder | x-permission | |
            take calls that are not signed in | createOrder | security | [] |
            always give a field of an answer that could be absent | #OrderList | required | ["count","data","nextCursor"] |
            always give a field of an answer that could be null | #Order/properties/note | type | "string" |
            always give a text of a stricter pattern | #Order/properties/slug | pattern | "^[a-z]+$" |
            name words of a text that may be another | #Me/properties/permissions | items | {"type":"string","anyOf":[{"type":"string","enum":["Moon.find"]},{"type":"string"}]} | Me.permissions[]: the value Moon.find
            """;

    /** One change, in the words of the table. */
    private record Change(String words, String at, String field, Optional<String> value, String said) {
        static Change of(String line) {
            List<String> columns =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            assertThat(columns).as(line).hasSize(5);
            return new Change(
                    columns.get(0),
                    columns.get(1),
                    columns.get(2),
                    Optional.of(columns.get(3)).filter(value -> !value.isEmpty()),
                    columns.get(4));
        }

        boolean ofMessages() {
            return at.startsWith("~");
        }

        JsonNode before() {
            return ofMessages() ? ASYNC_API : OPEN_API;
        }

        JsonNode after() {
            if (at.equals("text")) {
                return tree(before().toString().replace(field, value.orElseThrow()));
            }
            JsonNode changed = before().deepCopy();
            JsonNode place = place(changed);
            if (place instanceof ArrayNode list) {
                value.ifPresentOrElse(added -> list.add(tree(added)), () -> list.remove(Integer.parseInt(field)));
            } else {
                ObjectNode object = (ObjectNode) place;
                value.ifPresentOrElse(other -> object.set(field, tree(other)), () -> object.remove(field));
            }
            assertThat(changed).as("nothing changed: " + this).isNotEqualTo(before());
            return changed;
        }

        private JsonNode place(JsonNode document) {
            String path = at.replaceFirst("^~", "");
            if (path.startsWith("#")) {
                return document.at("/components/schemas/" + path.substring(1));
            }
            if (path.isEmpty() || path.startsWith("/")) {
                return document.at(path);
            }
            String[] operation = path.split("/", 2);
            return document.path("paths").findParents("operationId").stream()
                    .filter(one -> one.path("operationId").asText().equals(operation[0]))
                    .map(one -> operation.length == 1 ? one : one.at("/" + operation[1]))
                    .findFirst()
                    .orElseThrow();
        }

        Changes seen() {
            return ofMessages() ? Changes.ofAsyncApi(before(), after()) : Changes.ofOpenApi(before(), after());
        }

        @Override
        public String toString() {
            return words + ": " + at + " " + field;
        }
    }

    private static JsonNode document(String name) {
        try {
            return Api.JSON.readTree(Files.readString(FOLDER.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return Api.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Change> breaks() {
        return BREAKS.lines().map(Change::of);
    }

    static Stream<Change> additions() {
        return ADDITIONS.lines().map(Change::of);
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void aBreakIsSeen(Change change) {
        assertThat(change.seen().breaks()).anySatisfy(line -> assertThat(line).contains(change.said()));
    }

    @ParameterizedTest
    @MethodSource("additions")
    void whatIsAddedBreaksNothing(Change change) {
        Changes seen = change.seen();

        assertThat(seen.breaks()).isEmpty();
        if (!change.said().isEmpty()) {
            assertThat(seen.added()).isNotEmpty().allMatch(line -> line.contains(change.said()));
        }
    }

    /** What stays is neither broken nor added, and words are for people. */
    @Test
    void otherWordsAreNoChange() {
        JsonNode other = OPEN_API.deepCopy();
        reword(other);

        assertThat(other).isNotEqualTo(OPEN_API);
        assertThat(Changes.ofOpenApi(OPEN_API, other).breaks()).isEmpty();
        assertThat(Changes.ofOpenApi(OPEN_API, other).added()).isEmpty();
        assertThat(Changes.ofAsyncApi(ASYNC_API, ASYNC_API).breaks()).isEmpty();
    }

    private static void reword(JsonNode node) {
        for (String words : List.of("description", "summary")) {
            if (node.path(words).isTextual()) {
                ((ObjectNode) node).put(words, "other words");
            }
        }
        if (node.path("tags").isArray()) {
            ((ObjectNode) node).remove("tags");
        }
        node.forEach(ChangesTest::reword);
    }

    /** Generated code is named after schemas, so the same schema under another name is a break, and the only one. */
    @Test
    void theSameSchemaUnderAnotherNameIsABreak() {
        ObjectNode other =
                (ObjectNode) tree(OPEN_API.toString().replace(json("schemas/Order'"), json("schemas/SaleOrder'")));
        ((ObjectNode) other.at("/components/schemas")).set("SaleOrder", OPEN_API.at("/components/schemas/Order"));

        assertThat(Changes.ofOpenApi(OPEN_API, other).breaks())
                .isNotEmpty()
                .allMatch(line -> line.endsWith("has the schema SaleOrder instead of Order"));
    }

    /** An answer that is one of several kinds gets no kind that clients cannot read, and loses none. */
    @Test
    void anAnswerKeepsItsKinds() {
        JsonNode two = withKinds("OrderCounter", "OrderBetween");

        assertThat(Changes.ofOpenApi(two, two).breaks()).isEmpty();
        assertThat(Changes.ofOpenApi(two, withKinds("OrderCounter", "OrderBetween", "OrderList"))
                        .breaks())
                .containsExactly("Order.counter: the kind OrderList is new");
        assertThat(Changes.ofOpenApi(two, withKinds("OrderCounter", "OrderList"))
                        .breaks())
                .containsExactly(
                        "Order.counter: the kind OrderBetween is gone", "Order.counter: the kind OrderList is new");
    }

    private static JsonNode withKinds(String... schemas) {
        JsonNode document = OPEN_API.deepCopy();
        ArrayNode kinds = ((ObjectNode) document.at("/components/schemas/Order/properties"))
                .putObject("counter")
                .putArray("oneOf");
        for (String schema : schemas) {
            kinds.addObject().put("$ref", "#/components/schemas/" + schema);
        }
        return document;
    }

    /** The table names what is tried here, and nothing else. */
    @Test
    void theTableOfVersionsIsTried() throws IOException {
        assertThat(table("no"))
                .containsExactlyInAnyOrderElementsOf(
                        breaks().map(Change::words).distinct().toList());
        assertThat(table("yes"))
                .containsExactlyInAnyOrderElementsOf(
                        additions().map(Change::words).distinct().toList());
    }

    private static List<String> table(String allowed) throws IOException {
        return Files.readAllLines(FOLDER.resolve("README.md")).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches() && row.group(3).equals(allowed))
                .flatMap(row -> Arrays.stream(row.group(2).split("; ")).map(what -> row.group(1) + " " + what))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ^[0-9]{1,19}$              ; ^[0-9]{1,20}$                ; true
            ^[0-9]{1,20}$              ; ^[0-9]{1,19}$                ; false
            ^\\d{1,6}(\\.\\d{1,4})?$   ; ^-?\\d{1,6}(\\.\\d{1,4})?$   ; true
            ^\\d+$                     ; ^[0-9]*$                     ; true
            ^[A-Z]{3}$                 ; ^[A-Z]{3}                    ; false
            ^(a|b)$                    ; ^(a|b|c)$                    ; false
            ^(?!0$)\\d$                ; ^\\d$                        ; false
            ^a.c$                      ; ^a\\.c$                      ; false
            ^a\\.c$                    ; ^a.c$                        ; true
            """)
    void patternsAreComparedByWhatTheyMatch(String inner, String outer, boolean within) {
        assertThat(SchemaChanges.within(inner, outer)).isEqualTo(within);
    }
}
