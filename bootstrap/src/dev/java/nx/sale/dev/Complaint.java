package nx.sale.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.math.BigDecimal;

/** What a stand-in has to say about a request it cannot serve: a status and a sentence. */
final class Complaint extends RuntimeException {
    private final int status;

    Complaint(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** The body as an object; an empty body is an empty object. */
    static JsonNode body(Context context) {
        String text = context.body().strip();
        try {
            JsonNode body = Sisters.JSON.readTree(text.isEmpty() ? "{}" : text);
            if (!body.isObject()) {
                throw new Complaint(400, "The body must be a JSON object such as {\"amount\":\"65000\"}.");
            }
            return body;
        } catch (JsonProcessingException e) {
            throw notJson(e);
        }
    }

    static Complaint notJson(JsonProcessingException e) {
        String why = e.getOriginalMessage().replaceAll("(?s)\\s*\\(start marker.*", "");
        return new Complaint(400, "The body is not JSON: " + why + ".");
    }

    /** An amount above zero; {@code otherwise} when the field is not there. */
    static BigDecimal amount(JsonNode body, String field, BigDecimal otherwise) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        String text = value.isNumber() ? value.decimalValue().toString() : value.asText();
        if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,4})?") || new BigDecimal(text).signum() == 0) {
            throw new Complaint(422, field + " must be an amount above zero such as \"65000\", not \"" + text + "\".");
        }
        return new BigDecimal(text);
    }
}
