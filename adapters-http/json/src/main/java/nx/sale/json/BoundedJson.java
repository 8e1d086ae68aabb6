package nx.sale.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The one place that says how large JSON and the numbers in it may be, and that no number passes through a double. Every reader of the
 * service comes from here; an architecture rule forbids others.
 *
 * <p>A number is checked as it is spelled, before it becomes one: {@code 1e1000000000} is twelve characters and a gigabyte of digits.
 */
public final class BoundedJson {
    /** Levels of a request body. */
    public static final int BODY_DEPTH = 32;
    /** Levels of what other services send. */
    public static final int MESSAGE_DEPTH = 64;
    /** Characters of a number. */
    public static final int NUMBER_LENGTH = 100;
    /** The largest exponent of a number, either way. */
    public static final int EXPONENT = 100;
    /** Characters of a text: as many as the largest body has bytes. */
    public static final int TEXT_LENGTH = 1 << 20;
    /** Levels, and digits of a number, of what this service has stored itself: PostgreSQL writes numbers without exponents. */
    private static final int STORED = 1_000;

    private BoundedJson() {}

    /** For request bodies: double names are refused. Its users keep the spelling of numbers. */
    public static JsonFactory bodies() {
        return factory(BODY_DEPTH)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /**
     * For what other services and Redis say: a number out of bounds makes the whole unreadable, and texts lose what no column can hold,
     * which are control characters and halves of characters.
     */
    public static JsonMapper messages() {
        return exact(new CheckedParsers(factory(MESSAGE_DEPTH), true));
    }

    /** For files of an operator: the same bounds, texts as they are. */
    public static JsonMapper files() {
        return exact(new CheckedParsers(factory(MESSAGE_DEPTH), false));
    }

    /** For what this service wrote itself, and for writing it. */
    public static JsonMapper stored() {
        return exact(new JsonFactoryBuilder()
                .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(STORED)
                        .maxNumberLength(STORED)
                        .build())
                .build());
    }

    private static final JsonFactory SPELLED = factory(MESSAGE_DEPTH).build();

    /**
     * A message with each number as the text it was spelled with, for readers that must tell a number out of bounds from a message out
     * of bounds. Throws StreamConstraintsException for the latter, other IOExceptions for what is not one JSON value.
     */
    public static JsonNode spelled(byte[] message) throws IOException {
        try (JsonParser parser = SPELLED.createParser(utf8(message))) {
            if (parser.nextToken() == null) {
                return JsonNodeFactory.instance.missingNode();
            }
            JsonNode tree = value(parser);
            if (parser.nextToken() != null) {
                throw new com.fasterxml.jackson.core.JsonParseException(parser, "text after the JSON value");
            }
            return tree;
        }
    }

    /**
     * The text of JSON that somebody sent: UTF-8, whose byte order mark is passed over. Throws CharacterCodingException for anything else:
     * Jackson itself takes other encodings of Unicode, and characters that are spelled longer than they may be.
     */
    public static String utf8(byte[] sent) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(sent))
                .toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static JsonNode value(JsonParser parser) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = nodes.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.set(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = nodes.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(parser.getBooleanValue());
            case VALUE_NULL -> nodes.nullNode();
            default -> nodes.textNode(parser.getText());
        };
    }

    /**
     * Requests run on virtual threads, and each lives for one request: buffers kept by thread would never be used again, so that they
     * come from a pool.
     */
    private static JsonFactoryBuilder factory(int depth) {
        return new JsonFactoryBuilder()
                .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxNumberLength(NUMBER_LENGTH)
                        .maxStringLength(TEXT_LENGTH)
                        .build());
    }

    private static JsonMapper exact(JsonFactory factory) {
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }
}
