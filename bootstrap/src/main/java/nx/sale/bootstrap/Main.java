package nx.sale.bootstrap;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import nx.sale.bootstrap.config.Config;
import nx.sale.bootstrap.ops.Nearest;
import nx.sale.bootstrap.ops.Ops;
import nx.sale.bootstrap.ops.Sentence;
import nx.sale.bootstrap.upkeep.SchemaGuard;
import nx.sale.bootstrap.wiring.Infrastructure;
import nx.sale.postgres.sql.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code sale serve}, {@code sale migrate}, {@code sale ops} and {@code sale catalogue}; without a command, what {@code RUN_MODE} says. */
public final class Main {
    private static final Logger log = LoggerFactory.getLogger(Main.class);
    private static final int USAGE = 2;
    private static final String STRICT = "--strict-config";
    private static final List<String> MODES = List.of("serve", "migrate");
    private static final List<String> OPERATORS = List.of("ops", "catalogue");

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<String> given = Arrays.asList(arguments);
        if (!given.isEmpty() && OPERATORS.contains(given.getFirst())) {
            Ops ops = new Ops(
                    System.getenv(),
                    printer(FileDescriptor.out),
                    printer(FileDescriptor.err),
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
            System.exit(ops.run(given.getFirst().equals("ops") ? given.subList(1, given.size()) : given));
        }
        Optional<String> wrong = given.stream()
                .filter(word -> !MODES.contains(word) && !word.equals(STRICT))
                .findFirst();
        if (wrong.isPresent()) {
            List<String> known =
                    Stream.concat(MODES.stream(), OPERATORS.stream()).toList();
            printer(FileDescriptor.err)
                    .println("sale: there is no command \"" + wrong.get() + "\"" + Nearest.hint(wrong.get(), known)
                            + "\nusage: sale [" + String.join(" | ", known) + "]");
            System.exit(USAGE);
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        given.stream()
                .filter(word -> !word.startsWith("--"))
                .findFirst()
                .ifPresent(mode -> environment.put("RUN_MODE", mode));
        try {
            Config config = Config.of(environment, given.contains(STRICT));
            switch (config.mode()) {
                case SERVE -> serve(config);
                case MIGRATE -> migrate(config);
            }
        } catch (Config.Wrong | SchemaGuard.Unfit e) {
            // the logger may be what is configured wrongly
            printer(FileDescriptor.err).println("cannot start: " + e.getMessage());
            System.exit(USAGE);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private static PrintStream printer(FileDescriptor where) {
        return new PrintStream(new FileOutputStream(where), true, StandardCharsets.UTF_8);
    }

    private static void serve(Config config) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicBoolean stopping = new AtomicBoolean();
        App app = new App(config, Infrastructure.microseconds(Clock.systemUTC()));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            stopping.set(true);
            app.close();
            stopped.countDown();
        }));
        try {
            app.start();
        } catch (SchemaGuard.Unfit e) {
            throw e;
        } catch (RuntimeException e) {
            if (!stopping.get()) {
                throw e;
            }
            // whatever it was about to use is closed already
            log.info("Stopped while starting");
        }
        stopped.await();
    }

    /** Ends with 1: what is not a bug is said in a sentence. */
    private static void failed(RuntimeException failure) {
        Sentence.of(failure)
                .ifPresentOrElse(
                        sentence -> log.atError().addKeyValue("cause", sentence).log("Cannot start"),
                        () -> log.error("Cannot start", failure));
        System.exit(1);
    }

    private static void migrate(Config config) {
        config.announce(log, "Migrating");
        try (Database database = new Database(config.database().access())) {
            log.atInfo()
                    .addKeyValue("steps", database.migrate())
                    .addKeyValue("version", database.schemaNeeded())
                    .log("Schema migrated");
            if (config.database().contract()) {
                switch (database.contract()) {
                    case ANNOUNCED ->
                        log.info("Builds before this release are refused; the next run drops the old keys");
                    case OLDER_THERE ->
                        log.info(
                                "A build before this release still runs; the old keys stay until a run after it has stopped");
                    case CONTRACTED -> log.info("Old keys dropped");
                }
            }
        }
    }
}
