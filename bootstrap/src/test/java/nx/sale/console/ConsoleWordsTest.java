package nx.sale.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.shared.AuditAction;
import org.junit.jupiter.api.Test;

/** Every text on screen is in both languages, and comes from one place. */
class ConsoleWordsTest {
    private static final String WORDS = "app/words.js";
    private static final Pattern PAIR = Pattern.compile("""
            (?m)^  '?([\\w.-]+)'?: \\[('(?:[^'\\\\]|\\\\.)*'|"[^"]*"), ('(?:[^'\\\\]|\\\\.)*'|"[^"]*")],$""");
    private static final Pattern LITERAL = Pattern.compile("\\bt\\('([^']+)'");
    private static final Pattern CHOSEN = Pattern.compile("\\bt\\((?!['`])[^,)]*?\\? '([^']+)' : '([^']+)'");
    private static final Pattern PREFIX = Pattern.compile("\\bt\\(`([^`$]+)\\$\\{");
    private static final Pattern GROUP = Pattern.compile("\\bword\\('([^']+)'");
    private static final Pattern QUOTED = Pattern.compile("'([\\w.-]+)'");
    private static final Pattern ATTRIBUTE = Pattern.compile("""
            \\s(aria-label|title|placeholder|alt|aria-description)="?([^"\\s>]*)""");
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

    private record Pair(String vietnamese, String english) {}

    private final Map<String, Script> scripts = Script.all();
    private final Map<String, Pair> words = words();

    private Map<String, Pair> words() {
        Map<String, Pair> found = new LinkedHashMap<>();
        String code = scripts.get(WORDS).code();
        Matcher matcher = PAIR.matcher(code);
        while (matcher.find()) {
            assertThat(found.put(matcher.group(1), new Pair(unquoted(matcher.group(2)), unquoted(matcher.group(3)))))
                    .as("twice: " + matcher.group(1))
                    .isNull();
        }
        assertThat(found).as("every line of the words is read").hasSize((int)
                code.lines().filter(line -> line.contains(": [")).count());
        return found;
    }

    private static String unquoted(String text) {
        return text.substring(1, text.length() - 1);
    }

    private Map<String, Script> others() {
        Map<String, Script> others = new TreeMap<>(scripts);
        others.remove(WORDS);
        return others;
    }

    // OPS-17
    @Test
    void everyTextIsInBothLanguages_withTheSamePlaces() {
        assertThat(words).hasSizeGreaterThan(150);
        words.forEach((key, pair) -> {
            assertThat(pair.vietnamese()).as(key).isNotBlank();
            assertThat(pair.english()).as(key).isNotBlank();
            assertThat(places(pair.vietnamese())).as(key).isEqualTo(places(pair.english()));
        });
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(place -> place.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    // OPS-17
    @Test
    void everyKeyThatIsAskedForIsThere() {
        List<String> missing = new ArrayList<>();
        others().forEach((name, script) -> {
            keys(script).stream().filter(key -> !words.containsKey(key)).forEach(key -> missing.add(name + ": " + key));
            prefixes(script).stream()
                    .filter(prefix -> words.keySet().stream().noneMatch(key -> key.startsWith(prefix)))
                    .forEach(prefix -> missing.add(name + ": " + prefix + "..."));
        });

        assertThat(missing).isEmpty();
        assertThat(others().values().stream()
                        .mapToInt(script -> keys(script).size())
                        .sum())
                .isGreaterThan(150);
    }

    private static Set<String> keys(Script script) {
        Set<String> keys = new TreeSet<>();
        LITERAL.matcher(script.code()).results().forEach(match -> keys.add(match.group(1)));
        CHOSEN.matcher(script.code()).results().forEach(match -> {
            keys.add(match.group(1));
            keys.add(match.group(2));
        });
        return keys;
    }

    /** Of keys that are put together: t(`floor.state.${state}`), word('dish', status). */
    private static Set<String> prefixes(Script script) {
        Set<String> prefixes = new TreeSet<>();
        PREFIX.matcher(script.code()).results().forEach(match -> prefixes.add(match.group(1)));
        GROUP.matcher(script.code()).results().forEach(match -> prefixes.add(match.group(1) + "."));
        return prefixes;
    }

    // OPS-17
    @Test
    void everyActionOfTheHistoryHasWords() {
        assertThat(words.keySet())
                .containsAll(Stream.of(AuditAction.values())
                        .map(action -> "action." + action)
                        .toList());
    }

    // OPS-17
    @Test
    void noTextIsLeftOver() {
        Set<String> quoted = new TreeSet<>();
        Set<String> prefixes = new TreeSet<>();
        others().values().forEach(script -> {
            QUOTED.matcher(script.code()).results().forEach(match -> quoted.add(match.group(1)));
            prefixes.addAll(prefixes(script));
        });

        assertThat(words.keySet())
                .allMatch(key -> quoted.contains(key) || prefixes.stream().anyMatch(key::startsWith));
    }

    // OPS-17
    @Test
    void noTextStandsInATemplateItself() {
        others().forEach((name, script) -> script.templates().forEach(template -> {
            assertThat(shown(template)).as(name + ": " + template).isEmpty();
            ATTRIBUTE
                    .matcher(template)
                    .results()
                    .forEach(attribute -> assertThat(attribute.group(2))
                            .as(name + ": " + attribute.group())
                            .doesNotContainPattern("\\p{L}"));
        }));
        assertThat(others().values().stream()
                        .mapToInt(script -> script.templates().size())
                        .sum())
                .isGreaterThan(100);
    }

    /** The words that a template shows by itself. */
    private static List<String> shown(String template) {
        return Pattern.compile("\\p{L}{2,}")
                .matcher(template.replaceAll("(?s)<[^>]*>", " "))
                .results()
                .map(found -> found.group())
                .toList();
    }

    // OPS-17
    @Test
    void aTextInATemplateIsFound() {
        Script script = Script.of("x", """
                const a = html`<p title="Hello">${t('a')} World</p>`;
                """);

        assertThat(script.templates()).hasSize(1);
        assertThat(shown(script.templates().getFirst())).containsExactly("World");
        assertThat(ATTRIBUTE.matcher(script.templates().getFirst()).results().map(match -> match.group(2)))
                .containsExactly("Hello");
    }
}
