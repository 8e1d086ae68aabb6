package nx.sale.bootstrap.ops;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import nx.sale.bootstrap.config.Config;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.IdText;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.shift.ZChain;
import nx.sale.domain.shift.ZReport;
import nx.sale.domain.shift.ZReportId;
import nx.sale.http.json.Json;
import nx.sale.postgres.shift.PostgresZArchive;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Reads;

/**
 * {@code sale ops ...} and {@code sale catalogue import FILE}: what operators do, over HTTP or, for Z reports and in emergencies,
 * straight against the database. Exits 0 when all is well, 1 with findings or a refusal, 2 when misused.
 */
public final class Ops {
    private static final int FINDINGS = 1;
    private static final int USAGE = 2;
    private static final String OPTIONS = """

            Over HTTP: SALE_URL, SALE_TOKEN and SALE_MERCHANT, or --url, --token and --merchant. What changes something says so and asks;
            --yes goes on, --dry-run stops there. --json gives the answer as it came.
            When no replica answers: --direct --as NAME does the same straight on the database that APP_ENV_* name, with --merchant or
            SALE_MERCHANT. Events wait in the outbox for a replica.
            """;
    private static final String HELP = """
            usage: sale ops z verify [--merchant ID] [--device NAME] [--json]   prove the Z reports in the database
                   sale ops z verify --file FILE [--json]                       prove exported Z reports, without a database
                   sale ops z export [--merchant ID] [--device NAME]            write them to the output, a line of JSON each
            """;

    /** A Z as it is exported: everything its hash covers. */
    public record Exported(
            String id,
            String merchantId,
            String deviceId,
            String posSessionId,
            long number,
            String createdAt,
            String content,
            String previousHash,
            String hash) {
        static Exported of(ZReport z) {
            return new Exported(
                    z.id().toString(),
                    z.merchant().toString(),
                    z.device().toString(),
                    z.session().toString(),
                    z.number(),
                    z.at().toString(),
                    z.content(),
                    z.previousHash(),
                    z.hash());
        }

        ZReport report() {
            return new ZReport(
                    new ZReportId(Long.parseLong(id)),
                    new MerchantId(Long.parseLong(merchantId)),
                    new DeviceId(deviceId),
                    new SessionId(Long.parseLong(posSessionId)),
                    number,
                    Instant.parse(createdAt),
                    content,
                    previousHash,
                    hash);
        }
    }

    /** What was looked at, and what is wrong with it. */
    public record Verdict(int tills, long reports, List<Found> findings) {}

    /** Something that is not as it was written. */
    public record Found(String merchantId, String deviceId, long number, String what) {
        static Found of(ZChain.Finding finding) {
            return new Found(
                    finding.merchant().toString(), finding.device().toString(), finding.number(), finding.what());
        }
    }

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream complaints;
    private final BufferedReader answers;
    private final OpsLine line;

    /**
     * @param answers what the operator types when asked
     */
    public Ops(Map<String, String> environment, PrintStream out, PrintStream complaints, BufferedReader answers) {
        this.environment = environment;
        this.out = out;
        this.complaints = complaints;
        this.answers = answers;
        this.line = new OpsLine(commands(), OpsCommand.EVERYWHERE, (about, options) -> help(about));
    }

    /**
     * Runs one command.
     *
     * @param words what follows {@code sale ops}, or {@code catalogue import FILE}
     * @return the exit code
     */
    public int run(List<String> words) {
        try {
            if (!words.stream().allMatch(String::isBlank)) {
                return line.run(words);
            }
            complaints.print(HELP + OpsCommand.usage() + OPTIONS);
        } catch (OpsLine.Misused e) {
            complaints.println(e.getMessage());
        } catch (RuntimeException e) {
            complaints.println("sale ops: " + Sentence.of(e).orElseThrow(() -> e));
        }
        return USAGE;
    }

    /**
     * @param about words of the commands that are asked about; empty for all
     */
    private int help(String about) {
        if (about.isEmpty()) {
            out.print(HELP + OpsCommand.usage() + OPTIONS);
            return 0;
        }
        String usage = OpsCommand.usage(about);
        usage = usage.isEmpty() ? OpsCommand.usage(line.named(about)) : usage;
        out.print(usage.isEmpty() ? HELP : usage);
        return 0;
    }

    private List<OpsLine.Command> commands() {
        List<OpsLine.Command> commands = new ArrayList<>();
        for (OpsCommand command : OpsCommand.ALL) {
            commands.add(new OpsLine.Command(
                    command.words(),
                    command.options(),
                    "",
                    (id, options) -> remote("sale ops", options, ops -> ops.run(command, id, options))));
        }
        commands.add(new OpsLine.Command(
                "z verify",
                Set.of("--json", "--merchant", "--device", "--file"),
                "",
                (none, options) -> verify(options)));
        commands.add(new OpsLine.Command(
                "z export", Set.of("--merchant", "--device"), "", (none, options) -> export(options)));
        commands.add(new OpsLine.Command(
                "catalogue import FILE",
                OpsCommand.EVERYWHERE,
                "sale catalogue: say which file: sale catalogue import FILE\nsale ops help lists all commands",
                (file, options) -> remote("sale catalogue", options, ops -> ops.importFile(file, options))));
        return commands;
    }

    /** Runs it over HTTP: on the service that is named or, with {@code --direct}, on one of our own. */
    private int remote(String tool, Map<String, String> options, ToIntFunction<RemoteOps> command) {
        if (options.containsKey("--direct")) {
            return direct(tool, options, command);
        }
        if (options.containsKey("--as")) {
            complaints.println("sale ops: over HTTP the token says who you are; --as goes with --direct");
            return USAGE;
        }
        return command.applyAsInt(new RemoteOps(tool, environment, out, complaints, answers));
    }

    private int direct(String tool, Map<String, String> options, ToIntFunction<RemoteOps> command) {
        // Anna and anna are one person: who agrees must be somebody else
        String who = options.getOrDefault("--as", "").toLowerCase(Locale.ROOT);
        if (!who.matches("[\\p{Alnum}._@-]{1,60}") || options.containsKey("--url") || options.containsKey("--token")) {
            complaints.println(
                    "sale ops: with --direct say who you are, --as NAME (letters, digits and . _ @ -), and neither --url"
                            + " nor --token");
            return USAGE;
        }
        try (DirectService service = DirectService.start(environment, who)) {
            return command.applyAsInt(new RemoteOps(tool, service.environment(environment), out, complaints, answers));
        }
    }

    private int verify(Map<String, String> options) {
        Verdict verdict = options.containsKey("--file")
                ? verdict(Path.of(options.get("--file")))
                : inDatabase(options, Ops::verdict);
        if (options.containsKey("--json")) {
            out.println(Json.text(verdict));
        } else {
            verdict.findings()
                    .forEach(found -> out.println("till " + found.deviceId() + " of merchant " + found.merchantId()
                            + ": Z " + found.number() + " " + found.what()));
            out.println(verdict.reports() + " Z reports of " + verdict.tills() + " tills, "
                    + (verdict.findings().isEmpty()
                            ? "all as they were written"
                            : verdict.findings().size() + " findings"));
        }
        return verdict.findings().isEmpty() ? 0 : FINDINGS;
    }

    private static Verdict verdict(PostgresZArchive archive, List<PostgresZArchive.Known> tills) {
        List<Found> findings = new ArrayList<>();
        long reports = 0;
        for (PostgresZArchive.Known till : tills) {
            ZChain chain = new ZChain(till.merchant(), till.device());
            archive.each(till, chain::next);
            if (till.till().isEmpty()) {
                findings.add(new Found(
                        till.merchant().toString(),
                        till.device().toString(),
                        chain.length(),
                        "cannot be known to be the last: the row of the till is missing"));
            }
            chain.end(till.till()).forEach(finding -> findings.add(Found.of(finding)));
            archive.disagreeing(till)
                    .forEach(number -> findings.add(new Found(
                            till.merchant().toString(),
                            till.device().toString(),
                            number,
                            "does not tell the takings that were booked to its shift")));
            reports += chain.length();
        }
        return new Verdict(tills.size(), reports, findings);
    }

    private static Verdict verdict(Path file) {
        if (Files.isDirectory(file)) {
            throw new UncheckedIOException(file + " is a folder", new IOException());
        }
        Map<List<String>, ZChain> chains = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> !line.isBlank())
                    .map(Ops::report)
                    .forEach(z -> chains.computeIfAbsent(
                                    List.of(z.merchant().toString(), z.device().toString()),
                                    till -> new ZChain(z.merchant(), z.device()))
                            .next(z));
        } catch (IOException e) {
            throw new UncheckedIOException(Sentence.file(file.toString(), e), e);
        }
        return new Verdict(
                chains.size(),
                chains.values().stream().mapToLong(ZChain::length).sum(),
                chains.values().stream()
                        .flatMap(chain -> chain.end(Optional.empty()).stream())
                        .map(Found::of)
                        .toList());
    }

    private static ZReport report(String line) {
        try {
            return Json.read(line, Exported.class).report();
        } catch (RuntimeException e) {
            throw new UncheckedIOException(
                    "this line is not an exported Z: " + line.substring(0, Math.min(80, line.length())),
                    new IOException(e));
        }
    }

    private int export(Map<String, String> options) {
        return inDatabase(options, (archive, tills) -> {
            tills.forEach(till -> archive.each(till, z -> out.println(Json.text(Exported.of(z)))));
            return 0;
        });
    }

    /** Looks at these tills. */
    @FunctionalInterface
    private interface ArchiveRead<T> {
        T at(PostgresZArchive archive, List<PostgresZArchive.Known> tills);
    }

    private <T> T inDatabase(Map<String, String> options, ArchiveRead<T> read) {
        Optional<MerchantId> merchant = Optional.ofNullable(options.get("--merchant"))
                .map(text -> new MerchantId(IdText.read(text)
                        .orElseThrow(() -> new UncheckedIOException("--merchant needs a number", new IOException()))));
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("RUN_MODE", "migrate");
        try (Database database =
                new Database(Config.of(settings, false).database().access())) {
            PostgresZArchive archive = new PostgresZArchive(new Reads(database.pooled()));
            return read.at(
                    archive,
                    archive.tills(
                            merchant,
                            Optional.ofNullable(options.get("--device")).map(DeviceId::new)));
        }
    }
}
