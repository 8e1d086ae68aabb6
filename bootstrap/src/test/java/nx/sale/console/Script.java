package nx.sale.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A module of the console, read as far as the tests need it: its text without comments, and its templates of HTML.
 *
 * <p>It reads quotes, templates and comments, and takes every other character as it is. A regular expression of the console therefore
 * has no quote in it.
 */
record Script(String name, String code, List<String> templates) {
    static final Path FOLDER = Path.of("../adapters-http/src/main/resources/console");

    /** Stands in a template for what is filled in. */
    static final char FILLED = '\u0001';

    /** Every module by its path. */
    static Map<String, Script> all() {
        Map<String, Script> scripts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".js")).toList()) {
                String name = FOLDER.relativize(file).toString();
                scripts.put(name, of(name, Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scripts;
    }

    static Script of(String name, String text) {
        Reader reader = new Reader(text);
        reader.code(false);
        return new Script(name, reader.code.toString(), List.copyOf(reader.templates));
    }

    private static final class Reader {
        private final String text;
        private final StringBuilder code = new StringBuilder();
        private final List<String> templates = new ArrayList<>();
        private int at;

        Reader(String text) {
            this.text = text;
        }

        /** Reads on; inside a template, to the brace that ends what is filled in. */
        void code(boolean filling) {
            int depth = 0;
            while (at < text.length()) {
                char next = text.charAt(at);
                if (text.startsWith("//", at) && !endsWith(":")) {
                    at = end("\n", at);
                } else if (text.startsWith("/*", at)) {
                    at = end("*/", at) + 2;
                } else if (next == '\'' || next == '"') {
                    quoted(next);
                } else if (next == '`') {
                    template(endsWith("html"));
                } else if (filling && next == '}' && depth == 0) {
                    at++;
                    return;
                } else {
                    depth += next == '{' ? 1 : next == '}' ? -1 : 0;
                    code.append(next);
                    at++;
                }
            }
        }

        private boolean endsWith(String ending) {
            return code.length() >= ending.length()
                    && code.substring(code.length() - ending.length()).equals(ending);
        }

        private int end(String mark, int from) {
            int found = text.indexOf(mark, from);
            return found < 0 ? text.length() : found;
        }

        private void quoted(char quote) {
            int from = at++;
            while (text.charAt(at) != quote) {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            code.append(text, from, ++at);
        }

        private void template(boolean html) {
            StringBuilder parts = new StringBuilder();
            code.append(text.charAt(at++));
            while (text.charAt(at) != '`') {
                if (text.startsWith("${", at)) {
                    code.append("${");
                    at += 2;
                    code(true);
                    code.append('}');
                    parts.append(FILLED);
                } else {
                    int length = text.charAt(at) == '\\' ? 2 : 1;
                    code.append(text, at, at + length);
                    parts.append(text, at, at + length);
                    at += length;
                }
            }
            code.append(text.charAt(at++));
            if (html) {
                templates.add(parts.toString());
            }
        }
    }
}
