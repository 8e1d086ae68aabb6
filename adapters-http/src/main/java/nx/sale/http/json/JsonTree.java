package nx.sale.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nx.sale.domain.shared.PlainText;
import nx.sale.json.BoundedJson;
import org.jspecify.annotations.Nullable;

/**
 * Parses JSON strictly: no double names, no trailing text, at most {@value BoundedJson#BODY_DEPTH} levels. Objects become maps, arrays lists, numbers
 * keep their spelling.
 */
public final class JsonTree {
    /** A number as it was written. */
    public record Number(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static final Pattern DUPLICATE = Pattern.compile("(?s)^Duplicate (?:field|Object property) ['\"](.*)['\"]");
    private static final int NAME_SHOWN = 100;

    private static final JsonFactory FACTORY = BoundedJson.bodies();

    private JsonTree() {}

    public static @Nullable Object parse(byte[] body) {
        try {
            return parse(BoundedJson.utf8(body));
        } catch (CharacterCodingException e) {
            throw malformed("it is not UTF-8");
        }
    }

    /** As {@link #parse}, for JSON in a query or a header: what is wrong is wrong there. */
    public static @Nullable Object parse(String text, String path) {
        try {
            return parse(text);
        } catch (InvalidInput malformed) {
            throw InvalidInput.field(path, "format", "must be JSON: " + malformed.detail());
        }
    }

    private static @Nullable Object parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw malformed("the body is empty");
            }
            Object tree = value(parser);
            if (parser.nextToken() != null) {
                throw malformed("there is text after the JSON value");
            }
            return tree;
        } catch (IOException e) {
            throw malformed(described(e));
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
            default -> throw malformed("there is something else than a JSON value");
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

    /** In our own words: the parser's name its classes and switches. */
    private static String described(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return "it is nested too deeply, or one of its values is too long";
        }
        if (!(e instanceof JsonProcessingException json)) {
            return "it is not JSON";
        }
        String at = json.getLocation() == null
                ? ""
                : " at line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr();
        String message = json.getOriginalMessage();
        Matcher twice = DUPLICATE.matcher(message);
        if (twice.find()) {
            return "the field " + PlainText.shown(twice.group(1), NAME_SHOWN) + " is there twice";
        }
        return "it is not JSON" + at;
    }
}
