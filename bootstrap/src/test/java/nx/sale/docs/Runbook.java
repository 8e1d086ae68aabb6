package nx.sale.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ops/runbook.md} as it is printed: its sections, its troubles, its commands and its queries. */
public final class Runbook {
    private static final Path PAGE = Path.of("..", "ops", "runbook.md");
    private static final String TOOL = "sale ops ";

    /** Headings under which troubles are listed, and which are none themselves. */
    private static final Set<String> LISTS = Set.of("Alerts", "Recovery");

    private static final Pattern TROUBLE =
            Pattern.compile("^(?:#{2,3} (?<heading>.+)|\\*\\*(?<bold>[^*]+)\\*\\*.*|- \\*(?<point>[^*]+)\\*.*)$");

    private Runbook() {}

    public static String text() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands between fences of a kind. */
    public static List<String> fenced(String kind) {
        return fenced(text(), kind);
    }

    private static List<String> fenced(String text, String kind) {
        List<String> blocks = new ArrayList<>();
        Optional<StringBuilder> open = Optional.empty();
        boolean wanted = false;
        for (String line : text.lines().toList()) {
            if (!line.startsWith("```")) {
                open.ifPresent(block -> block.append(line).append('\n'));
            } else if (open.isEmpty()) {
                open = Optional.of(new StringBuilder());
                wanted = line.equals("```" + kind);
            } else {
                if (wanted) {
                    blocks.add(open.get().toString());
                }
                open = Optional.empty();
            }
        }
        return blocks;
    }

    /** Every {@code sale ops} command. */
    public static List<String> commands() {
        return commands(text());
    }

    private static List<String> commands(String text) {
        return fenced(text, "").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(TOOL))
                .toList();
    }

    /** What is under a heading, down to the next. */
    public static String section(String heading) {
        Matcher section = Pattern.compile("(?ms)^#{2,3} " + Pattern.quote(heading) + "$.*?(?=^#{2,3} |\\z)")
                .matcher(text());
        if (!section.find()) {
            throw new AssertionError("the runbook has no section " + heading);
        }
        return section.group();
    }

    /**
     * The one command of a section that begins so, without {@code sale ops}.
     *
     * @param ids what stands in the place of its placeholders: ORDER, an id, APPROVAL, a token
     */
    public static String command(String section, String start, String... ids) {
        List<String> all = commands(section(section)).stream().distinct().toList();
        List<String> found = all.contains(TOOL + start)
                ? List.of(TOOL + start)
                : all.stream()
                        .filter(line -> line.startsWith(TOOL + start + " "))
                        .toList();
        if (found.size() != 1) {
            throw new AssertionError(section + " has " + found.size() + " commands that begin with " + start);
        }
        String line = found.getFirst().substring(TOOL.length());
        for (int at = 0; at < ids.length; at += 2) {
            line = line.replaceAll("\\b" + ids[at] + "\\b", ids[at + 1]);
        }
        return line;
    }

    /** The one query of a section in which this occurs. */
    public static String query(String section, String part) {
        List<String> found = fenced(section(section), "sql").stream()
                .filter(sql -> sql.contains(part))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(section + " has " + found.size() + " queries with " + part);
        }
        return found.getFirst();
    }

    /** What can go wrong: every section, every paragraph and point that begins with what it is about, every situation of the last table. */
    public static Set<String> troubles() {
        Set<String> troubles = new LinkedHashSet<>();
        String prose = text().replaceAll("(?ms)^```.*?^```$", "");
        for (String line : prose.lines().toList()) {
            Matcher trouble = TROUBLE.matcher(line);
            if (trouble.matches()) {
                troubles.add(Optional.ofNullable(trouble.group("heading"))
                        .or(() -> Optional.ofNullable(trouble.group("bold")))
                        .orElseGet(() -> trouble.group("point")));
            }
        }
        section("Recovery")
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(row -> row.split("\\|")[1].strip())
                .filter(situation -> !situation.equals("situation"))
                .forEach(troubles::add);
        troubles.removeAll(LISTS);
        return troubles;
    }
}
