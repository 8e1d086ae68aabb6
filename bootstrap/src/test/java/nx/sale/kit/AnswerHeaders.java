package nx.sale.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds the headers of answers: each is documented where it comes, or any answer may have it. */
public final class AnswerHeaders {
    /** What any answer may have, and why the document has it nowhere. */
    private static final Map<String, String> ANYWHERE = new TreeMap<>(Map.of(
            "date", "HTTP: when the answer was made",
            "content-type", "the document has it as the media type of the answer",
            "content-length", "HTTP: where the answer ends",
            "transfer-encoding", "HTTP: where the answer ends",
            "connection", "HTTP: whether the next request needs another connection",
            "cache-control", "HTTP: every answer says whether it may be kept",
            "x-content-type-options", "browsers: the media type is what it says",
            "content-security-policy", "browsers: what the pages may load",
            "x-frame-options", "browsers: no other site shows the pages in a frame",
            "referrer-policy", "browsers: the pages tell nobody where they are"));

    /** The operation under which they are noted. */
    public static final String ANY = "any";

    private final GivenAnswers given;

    AnswerHeaders(GivenAnswers given) {
        this.given = given;
    }

    /** What any answer may have; some test gets each, or it is not needed here. */
    public static Set<String> anywhere() {
        return Set.copyOf(ANYWHERE.keySet());
    }

    /** Fails when one is not documented, and notes each. */
    void hold(String operation, String status, JsonNode response, Set<String> answered) {
        Map<String, String> documented = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.path("headers").fieldNames().forEachRemaining(name -> documented.put(name, name));
        Set<String> unknown = new TreeSet<>();
        for (String header : answered) {
            if (documented.containsKey(header)) {
                given.add(operation, status, documented.get(header));
            } else if (ANYWHERE.containsKey(header.toLowerCase(Locale.ROOT))) {
                given.add(ANY, GivenAnswers.ANSWER, header.toLowerCase(Locale.ROOT));
            } else {
                unknown.add(header);
            }
        }
        if (!unknown.isEmpty()) {
            throw new AssertionError(
                    operation + " " + status + " has the headers " + unknown + ", which are not documented");
        }
    }

    /** The media type that was answered, one that the document has there; none where the document has none. */
    static String mediaType(String what, JsonNode response, Map<String, List<String>> answered) {
        JsonNode documented = response.path("content");
        String said = String.join(", ", answered.getOrDefault("Content-Type", List.of()))
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
        String type = said.replaceFirst(";.*", "");
        if (documented.isEmpty() ? !said.isEmpty() : !documented.has(type)) {
            List<String> known = new ArrayList<>();
            documented.fieldNames().forEachRemaining(known::add);
            throw new AssertionError(what + " is of the media type '" + said + "', and the document has " + known);
        }
        if (!said.isEmpty() && !said.contains(";charset=utf-8")) {
            throw new AssertionError(
                    what + " is of the media type '" + said + "', which does not say that it is UTF-8");
        }
        return type;
    }
}
