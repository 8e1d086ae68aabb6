package nx.sale.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.DataInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Parsers that refuse a number that is long or has a large exponent before anybody asks for its value: Jackson bounds its digits only. */
final class CheckedParsers extends JsonFactory {
    private static final long serialVersionUID = 1;

    private final boolean cleaning;

    /**
     * @param cleaning whether texts lose control characters, but for line breaks and tabs, and halves of characters
     */
    CheckedParsers(JsonFactoryBuilder builder, boolean cleaning) {
        super(builder);
        this.cleaning = cleaning;
    }

    @Override
    protected JsonParser _createParser(InputStream in, IOContext context) throws IOException {
        return checked(super._createParser(in, context));
    }

    @Override
    protected JsonParser _createParser(Reader in, IOContext context) throws IOException {
        return checked(super._createParser(in, context));
    }

    @Override
    protected JsonParser _createParser(char[] data, int offset, int length, IOContext context, boolean recyclable)
            throws IOException {
        return checked(super._createParser(data, offset, length, context, recyclable));
    }

    @Override
    protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) throws IOException {
        return checked(super._createParser(data, offset, length, context));
    }

    @Override
    protected JsonParser _createParser(DataInput in, IOContext context) throws IOException {
        return checked(super._createParser(in, context));
    }

    private JsonParser checked(JsonParser parser) {
        return cleaning ? new Cleaned(parser) : new Checked(parser);
    }

    /** Refuses numbers out of bounds. */
    private static class Checked extends JsonParserDelegate {
        Checked(JsonParser parser) {
            super(parser);
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            return checked(super.nextToken());
        }

        @Override
        public @Nullable JsonToken nextValue() throws IOException {
            return checked(super.nextValue());
        }

        private @Nullable JsonToken checked(@Nullable JsonToken token) throws IOException {
            boolean number = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
            if (number && getTextLength() > BoundedJson.NUMBER_LENGTH
                    || token == JsonToken.VALUE_NUMBER_FLOAT && exponent(getText()) > BoundedJson.EXPONENT) {
                throw new StreamConstraintsException("a number has more than " + BoundedJson.NUMBER_LENGTH
                        + " characters, or an exponent beyond " + BoundedJson.EXPONENT);
            }
            return token;
        }

        /** The absolute exponent of a spelling that the parser has accepted; a long one counts as too large. */
        private static int exponent(String spelling) {
            int mark = Math.max(spelling.indexOf('e'), spelling.indexOf('E'));
            if (mark < 0) {
                return 0;
            }
            boolean signed = spelling.charAt(mark + 1) == '-' || spelling.charAt(mark + 1) == '+';
            String digits = spelling.substring(mark + (signed ? 2 : 1));
            return digits.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        }
    }

    /** Gives texts and names without what no column can hold. */
    private static final class Cleaned extends Checked {
        Cleaned(JsonParser parser) {
            super(parser);
        }

        @Override
        public String getText() throws IOException {
            return clean(super.getText());
        }

        @Override
        public @Nullable String currentName() throws IOException {
            String name = super.currentName();
            return name == null ? null : clean(name);
        }

        private static String clean(String text) {
            for (int at = 0; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c < ' ' || c >= 0x7f && c < 0xa0 || Character.isSurrogate(c)) {
                    return text.codePoints()
                            .filter(Cleaned::storable)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString();
                }
            }
            return text;
        }

        private static boolean storable(int point) {
            return (!Character.isISOControl(point) || point == '\n' || point == '\t')
                    && Character.getType(point) != Character.SURROGATE;
        }
    }
}
