package nx.sale.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of docs/rules, and all that people wrote in this repository. Applied migrations are never edited and stay out.
 *
 * @param ids in the order of the pages, also one that stands twice
 * @param texts by file, relative to the root
 */
record RuleBook(List<String> ids, Map<Path, String> texts) {
    private static final Pattern RULE = Pattern.compile("(?m)^- \\*\\*([A-Z]+-\\d+)\\*\\* ");
    private static final Pattern WRITTEN = Pattern.compile(".*\\.(java|md|sql|ya?ml|sh|xml|py|properties)");
    /** Written as a citation, whatever the feature: a misspelled one is found too. */
    private static final String CITED = "(?<=\\(|// )(?!UTF|SHA|ISO)[A-Z]{3,}-\\d+(?=[,)\\n])";

    private static final Pattern PAGE = Pattern.compile("docs/rules/[\\w-]+\\.md");
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)\\bspec(?:ification)?[ .]*\\d");
    private static final List<String> LEFT_OUT = List.of("/target/", "/.git/", "/db/migration/");

    static RuleBook read(Path root) throws IOException {
        Map<Path, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(
                            file -> WRITTEN.matcher(file.toString()).matches())
                    .filter(file -> LEFT_OUT.stream().noneMatch(file.toString()::contains))
                    .toList()) {
                texts.put(root.relativize(file), Files.readString(file));
            }
        }
        List<String> ids = new ArrayList<>();
        texts.forEach((file, text) -> {
            if (file.startsWith(Path.of("docs", "rules"))) {
                RULE.matcher(text).results().map(rule -> rule.group(1)).forEach(ids::add);
            }
        });
        return new RuleBook(List.copyOf(ids), texts);
    }

    /** The pages that each file names by their path. */
    Map<Path, Set<String>> pages() {
        return found(PAGE);
    }

    /** What each file cites of a text that is not in this repository, such as a section of a specification by its number. */
    Map<Path, Set<String>> elsewhere() {
        return found(ELSEWHERE);
    }

    /** The ids that each file cites, the pages of the rules among them. */
    Map<Path, Set<String>> citations() {
        String features = ids.stream().map(id -> id.split("-", 2)[0]).distinct().collect(Collectors.joining("|"));
        return found(Pattern.compile("(?<![\\w-])(?:" + features + ")-\\d+(?![\\w-])|" + CITED));
    }

    private Map<Path, Set<String>> found(Pattern pattern) {
        Map<Path, Set<String>> found = new TreeMap<>();
        texts.forEach((file, text) -> found.put(
                file,
                pattern.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toCollection(TreeSet::new))));
        return found;
    }
}
