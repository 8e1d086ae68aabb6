package nx.sale.bootstrap.logging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a line of the log as strictly as Loki does. Logfmt: {@code name=value}, one blank between two; a name of letters, digits and
 * {@code _ . -}; a value without blanks, quotes and equals signs, or a JSON string; no name twice, one line feed at the end.
 */
public final class LogLine {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private LogLine() {}

    /** The fields, numbers as text. Throws AssertionError where the grammar is broken. */
    public static Map<String, String> logfmt(String line) {
        require(line.endsWith("\n") && line.indexOf('\n') == line.length() - 1, "not one line", line);
        Map<String, String> fields = new LinkedHashMap<>();
        int at = 0;
        int end = line.length() - 1;
        while (at < end) {
            int sign = line.indexOf('=', at);
            require(sign > at, "no name", line);
            String name = line.substring(at, sign);
            require(name.matches("[A-Za-z0-9_.-]+"), "a name that is none: " + name, line);
            int stop;
            String value;
            if (sign + 1 < end && line.charAt(sign + 1) == '"') {
                stop = closing(line, sign + 2) + 1;
                value = text(line.substring(sign + 1, stop), line);
            } else {
                int blank = line.indexOf(' ', sign);
                stop = blank < 0 ? end : blank;
                value = line.substring(sign + 1, stop);
                require(value.matches("[!-~&&[^\"=\\\\]]+"), "a bare value that must be quoted: " + value, line);
            }
            require(fields.put(name, value) == null, "twice " + name, line);
            require(stop == end || line.charAt(stop) == ' ', "no blank after " + name, line);
            at = stop + 1;
        }
        return fields;
    }

    private static int closing(String line, int from) {
        for (int at = from; at < line.length(); at++) {
            char next = line.charAt(at);
            if (next == '"') {
                return at;
            }
            require(next >= ' ', "a control character in quotes", line);
            at += next == '\\' ? 1 : 0;
        }
        throw new AssertionError("quotes without end: " + line);
    }

    private static String text(String quoted, String line) {
        try {
            JsonNode text = JSON.readTree(quoted);
            require(text.isTextual(), "no text", line);
            return text.textValue();
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    /** The same of a line of JSON. */
    public static Map<String, String> json(String line) {
        require(line.endsWith("\n") && line.indexOf('\n') == line.length() - 1, "not one line", line);
        try {
            Map<String, String> fields = new LinkedHashMap<>();
            JSON.readTree(line).properties().forEach(field -> {
                require(field.getValue().isValueNode() && !field.getValue().isNull(), "no plain value", line);
                fields.put(field.getKey(), field.getValue().asText());
            });
            return fields;
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    private static void require(boolean holds, String complaint, String line) {
        if (!holds) {
            throw new AssertionError(complaint + " in " + line);
        }
    }
}
