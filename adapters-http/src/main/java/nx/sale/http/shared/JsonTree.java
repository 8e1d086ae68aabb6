package nx.sale.http.shared;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nx.sale.json.BoundedJson;
import org.jspecify.annotations.Nullable;

/**
 * Parses JSON strictly: no double names, no trailing text, at most {@value BoundedJson#BODY_DEPTH} levels. Objects become maps, arrays lists, numbers
 * keep their spelling.
 */
public final class JsonTree {
    /** A number as it was written. */
    record Number(String text) {}

    private static final JsonFactory FACTORY = BoundedJson.bodies();

    private JsonTree() {}

    static @Nullable Object parse(byte[] body) {
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() == null) {
                throw malformed("the body is empty");
            }
            Object tree = value(parser);
            if (parser.nextToken() != null) {
                throw malformed("there is text after the JSON value");
            }
            return tree;
        } catch (IOException e) {
            throw malformed(firstLine(e));
        }
    }

    /** As {@link #parse}, for JSON that stands in a query or a header: what is wrong is wrong there. */
    public static @Nullable Object parse(String text, String path) {
        try {
            return parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidInput malformed) {
            throw InvalidInput.field(path, "format", "must be JSON: " + malformed.detail());
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Number(parser.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw malformed("unexpected " + parser.currentToken());
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    private static InvalidInput malformed(String detail) {
        return new InvalidInput(InvalidInput.Kind.MALFORMED, detail, List.of());
    }

    private static String firstLine(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return "it is nested too deeply, or one of its values is too long";
        }
        String message = e instanceof com.fasterxml.jackson.core.JsonProcessingException json
                ? json.getOriginalMessage()
                : "the body is not UTF-8";
        return message.lines().findFirst().orElse("not JSON");
    }
}
