package nx.sale.bootstrap.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of {@code sale ops}: a tree of the words that may follow, with a sentence for words that fit none. */
final class OpsLine {
    /** What a command does; returns the exit code. */
    @FunctionalInterface
    interface Action {
        /**
         * @param argument empty when the command takes none; all that follows {@code help}
         * @param options those given, by name; one without a value has any
         */
        int run(String argument, Map<String, String> options);
    }

    /** No command is meant by these words; the message says why. */
    static final class Misused extends RuntimeException {
        Misused(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * One command.
     *
     * @param words what it is called; a word in capitals is an argument
     * @param usage what is said whenever it is misused; empty for a sentence about the word that is wrong
     */
    record Command(String words, Set<String> options, String usage, Action action) {}

    /** Options without a value. */
    private static final Set<String> FLAGS =
            Set.of("--json", "--yes", "--dry-run", "--force", "--hand-over", "--direct");

    private static final String MORE = "\nsale ops help lists all commands";

    private static final Set<String> ARGUMENTS = Set.of("ID", "FILE");

    private final List<Command> commands;
    private final CommandSpec root = CommandSpec.create();

    /**
     * @param commands one whose words another begins with comes first
     * @param anywhere options that may also come before the last word
     * @param help for {@code help}, whatever follows
     */
    OpsLine(List<Command> commands, Set<String> anywhere, Action help) {
        this.commands = commands;
        options(root, anywhere);
        commands.forEach(command -> add(command, anywhere));
        CommandSpec helps = CommandSpec.wrapWithoutInspection(new Command("help", Set.of(), "", help));
        helps.aliases("--help", "-h").usageMessage().hidden(true);
        helps.parser().unmatchedArgumentsAllowed(true);
        root.addSubcommand("help", helps);
    }

    private static void options(CommandSpec to, Set<String> names) {
        names.forEach(name -> to.addOption(
                FLAGS.contains(name)
                        ? OptionSpec.builder(name)
                                .arity("0")
                                .type(boolean.class)
                                .build()
                        : OptionSpec.builder(name).arity("1").type(String.class).build()));
    }

    private void add(Command command, Set<String> anywhere) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
        options(spec, command.options());
        CommandSpec group = root;
        List<String> path = new ArrayList<>(List.of(command.words().split(" ")));
        if (ARGUMENTS.contains(path.getLast())) {
            path.removeLast();
            spec.addPositional(PositionalParamSpec.builder()
                    .index("0")
                    .arity("1")
                    .required(true)
                    .type(String.class)
                    .build());
        }
        for (String word : path.subList(0, path.size() - 1)) {
            CommandLine next = group.subcommands().get(word);
            if (next == null) {
                next = new CommandLine(CommandSpec.create());
                options(next.getCommandSpec(), anywhere);
                group.addSubcommand(word, next);
            }
            group = next.getCommandSpec();
        }
        group.addSubcommand(path.getLast(), spec);
    }

    /** Runs the command that is meant. */
    int run(List<String> typed) {
        Map<String, String> options = new HashMap<>();
        ParseResult last = parsed(typed, options);
        // only help leaves words unmatched
        return command(last.commandSpec(), options.keySet())
                .action()
                .run(last.matchedPositionalValue(0, String.join(" ", last.unmatched())), options);
    }

    /** The words of the command that is meant. */
    String named(String typed) {
        return command(parsed(List.of(typed.split(" ")), new HashMap<>()).commandSpec(), Set.of())
                .words();
    }

    /** What the last word means; puts the options of all into {@code options}. */
    private ParseResult parsed(List<String> typed, Map<String, String> options) {
        CommandLine line = new CommandLine(root).setExpandAtFiles(false).setOverwrittenOptionsAllowed(true);
        try {
            ParseResult last = line.parseArgs(typed.toArray(String[]::new));
            collect(last, options);
            while (last.subcommand() != null) {
                last = last.subcommand();
                collect(last, options);
            }
            return last;
        } catch (ParameterException e) {
            CommandSpec at = e.getCommandLine().getCommandSpec();
            throw misused(at, sentence(e, at));
        }
    }

    private Command command(CommandSpec at, Set<String> options) {
        if (!(at.userObject() instanceof Command command)) {
            throw misused(at, needsMore(at));
        }
        options.stream()
                .filter(option -> !at.optionsMap().containsKey(option))
                .findFirst()
                .ifPresent(option -> {
                    throw misused(at, noOption(option, at));
                });
        return command;
    }

    private static void collect(ParseResult from, Map<String, String> to) {
        from.matchedOptions()
                .forEach(
                        option -> to.put(option.longestName(), option.getValue().toString()));
    }

    private Misused misused(CommandSpec at, String sentence) {
        return new Misused(under(at)
                .map(Command::usage)
                .findFirst()
                .filter(usage -> !usage.isEmpty())
                .orElse("sale ops: " + sentence));
    }

    private String sentence(ParameterException wrong, CommandSpec at) {
        return switch (wrong) {
            case MissingParameterException missing
            when missing.getMissing().getFirst() instanceof OptionSpec option ->
                option.longestName() + " needs a value";
            case MissingParameterException missing -> needsMore(at);
            case UnmatchedArgumentException unmatched -> {
                String word = unmatched.getUnmatched().getFirst();
                if (!word.startsWith("--")) {
                    yield noWord(word, at);
                }
                yield unmatched.getUnmatched().size() > 1
                        ? noOption(word, at)
                        : "there is no option " + word
                                + Nearest.hint(word, at.optionsMap().keySet());
            }
            default -> String.valueOf(wrong.getMessage());
        };
    }

    private String needsMore(CommandSpec at) {
        return "\"" + path(at) + "\" needs more: "
                + under(at).map(Command::words).collect(Collectors.joining(", ")) + MORE;
    }

    private static String noOption(String option, CommandSpec at) {
        return "no option " + option + " for "
                + (at.userObject() instanceof Command command ? command.words() : ("sale ops " + path(at)).strip())
                + Nearest.hint(option, at.optionsMap().keySet()) + MORE;
    }

    private static String noWord(String word, CommandSpec at) {
        String before = path(at);
        List<String> known = at.subcommands().entrySet().stream()
                .filter(next -> !next.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
        if (known.isEmpty()) {
            String argument = at.positionalParameters().stream()
                    .map(given -> " " + given.getValue())
                    .collect(Collectors.joining());
            return "\"" + before + argument + "\" takes no \"" + word + "\"" + MORE;
        }
        return "there is no command \"" + (before + " " + word).strip() + "\""
                + Nearest.to(word, known)
                        .map(right -> "; did you mean " + (before + " " + right).strip() + "?")
                        .orElse(": " + String.join(", ", known))
                + MORE;
    }

    /** The words that lead to it. */
    private static String path(CommandSpec spec) {
        return spec.parent() == null ? "" : (path(spec.parent()) + " " + spec.name()).strip();
    }

    /** The commands that begin with the words which lead to it. */
    private Stream<Command> under(CommandSpec spec) {
        String path = path(spec);
        return commands.stream().filter(command -> path.isEmpty() || (command.words() + " ").startsWith(path + " "));
    }
}
