package nx.sale.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nx.sale.docs.Runbook;
import nx.sale.messaging.Topics;

/** Who is called at night and has the runbook: types its commands, puts its questions to the database, and sees what came of it. */
public final class OnCall {
    public static final String OPENED = "sale-order.changed OPENED";
    public static final String CHECKED_OUT = "sale-order.changed CHECKED_OUT";
    public static final String CANCELLED = "sale-order.changed CANCELLED";
    public static final String COMPLETED = "sale-order.changed COMPLETED";
    public static final String PAID = Topics.PAYMENT_SUCCESS;
    public static final String NOTIFIED = Topics.ACTIVITY_NOTIFICATION;
    private static final Pattern MORE = Pattern.compile("there are more: add (--cursor \\S+)\n");

    private OnCall() {}

    public static JsonNode read(String text) {
        try {
            return Api.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    /** What a command of this section gives, typed by somebody with this role. */
    public static JsonNode typedBy(String role, String section, String start, String... ids) {
        String line = Runbook.command(section, start, ids);
        Operator.Output said = Operator.as(role, "", Operator.words(line + " --json"));
        assertThat(said.exit()).as(line + ": " + said.complaints()).isZero();
        return read(said.out().lines().toList().getLast());
    }

    public static JsonNode typed(String section, String start, String... ids) {
        return typedBy("operator", section, start, ids);
    }

    /** How a command of this section is refused. */
    public static String refused(String section, String start, String... ids) {
        Operator.Output said = Operator.ops("", Operator.words(Runbook.command(section, start, ids)));
        assertThat(said.exit()).isEqualTo(1);
        return said.complaints();
    }

    /** The row with this id in a list of this section, looked for page by page. */
    public static Optional<JsonNode> row(String section, String start, String id) {
        String line = Runbook.command(section, start) + " --json";
        Operator.Output page = Operator.ops("", Operator.words(line));
        while (true) {
            for (JsonNode row : read(page.out())) {
                if (row.path("id").asText().equals(id)) {
                    return Optional.of(row);
                }
            }
            Matcher more = MORE.matcher(page.complaints());
            if (!more.matches()) {
                assertThat(page.complaints()).isEmpty();
                return Optional.empty();
            }
            page = Operator.ops("", Operator.words(line + " " + more.group(1)));
        }
    }

    /** What a query of this section gives to somebody who may only look, columns joined by {@code |}. */
    public static List<String> asked(String section, String part) {
        return Psql.rows(Runbook.query(section, part));
    }

    /** Every message about this key, in order, when all of them are delivered. */
    public static List<String> messages(String key) {
        String about = " from Outbox where (key = '" + key + "' or topic = '" + Topics.ACTIVITY_NOTIFICATION
                + "' and body::json->'data'->>'saleOrderId' = '" + key + "')";
        await().until(() -> Stack.sql("select count(*)" + about + " and status <> 'PUBLISHED'")
                .equals(List.of("0")));
        return Stack.sql("select concat_ws(' ', topic, body::json->>'change')" + about + " order by position");
    }

    /** What happened to an order, by its history. */
    public static List<String> events(String order) {
        List<String> actions = new ArrayList<>();
        typed("SaleStuckOrder", "order history", "ORDER", order)
                .forEach(entry -> actions.add(entry.path("action").asText()));
        return actions;
    }

    public static String status(String order) {
        return typed("SaleStuckOrder", "order show", "ORDER", order)
                .at("/status")
                .asText();
    }

    /** Status, paid and due, from the table. */
    public static String state(String order) {
        return Stack.sql("select status, trunc(paid), trunc(total - paid) from SaleOrder where id = " + order)
                .getFirst();
    }

    public static List<String> reviews(String order) {
        return Stack.sql(
                "select kind, status, trunc(amount) from PaymentReview where saleOrderId = " + order + " order by id");
    }

    /** The token of the manager, who looked. */
    public static String agreed(String command, String order) {
        return typedBy("manager", "SaleStuckOrder", "order " + command, "ORDER", order)
                .at("/token")
                .asText();
    }
}
