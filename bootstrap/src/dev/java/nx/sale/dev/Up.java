package nx.sale.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code sale up}: the local stack of this folder until it is stopped. Ends with 1 when it cannot start, with 2 when misused. */
public final class Up {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    /**
     * What was asked for.
     *
     * @param log the file that this process writes to already, when it is not a terminal's
     */
    record Options(OptionalInt port, boolean fresh, Optional<Path> log) {
        static Options of(List<String> words, Map<String, String> environment) {
            OptionalInt port = Optional.ofNullable(environment.get("APP_ENV_SERVER_PORT"))
                    .map(text -> OptionalInt.of(port("APP_ENV_SERVER_PORT", text)))
                    .orElse(OptionalInt.empty());
            boolean fresh = false;
            Optional<Path> log = Optional.empty();
            List<String> left = new ArrayList<>(words);
            while (!left.isEmpty()) {
                String word = left.removeFirst();
                switch (word) {
                    case "--fresh" -> fresh = true;
                    case "--port" -> port = OptionalInt.of(port(word, left.isEmpty() ? "" : left.removeFirst()));
                    case "--log" ->
                        log = Optional.of(Path.of(left.removeFirst()).toAbsolutePath());
                    default ->
                        throw new IllegalArgumentException(
                                "there is no option " + word + ": --port N, --fresh, --detach");
                }
            }
            return new Options(port, fresh, log);
        }

        private static int port(String option, String text) {
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > StackPorts.HIGHEST) {
                throw new IllegalArgumentException(
                        option + " needs a number from 0 (any that is free) to " + StackPorts.HIGHEST);
            }
            return Integer.parseInt(text);
        }
    }

    private Up() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = options(arguments);
        Path path = Path.of(".sale").toAbsolutePath();
        Optional<StackFolder> folder = StackFolder.lock(path);
        if (folder.isEmpty()) {
            end(FAILED, StackFolder.runsAlready(path));
            return;
        }
        AtomicBoolean stopping = new AtomicBoolean();
        CountDownLatch stopped = new CountDownLatch(1);
        Parts parts = parts(folder.get(), options);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            stopping.set(true);
            try {
                parts.close();
            } catch (RuntimeException e) {
                System.err.println("sale up: could not stop cleanly: " + causes(e));
            } finally {
                folder.get().close();
                stopped.countDown();
            }
        }));
        try {
            LocalStack stack = LocalStack.start(parts, given(System.getenv()), Clock.systemUTC());
            parts.kept(RefundAnswers.start(stack.sisters().mqPay(), stack.kafkaBootstrap()));
            // Whoever waits for the facts finds the welcome printed: the launcher shows it then.
            System.out.println(Welcome.text(stack.facts()));
            stack.writeFacts(folder.get().facts());
        } catch (RuntimeException e) {
            if (stopping.get()) {
                System.err.println("sale up: stopped while starting");
            } else {
                end(FAILED, "could not start: " + causes(e));
            }
        }
        stopped.await();
    }

    private static Options options(String[] arguments) {
        try {
            return Options.of(Arrays.asList(arguments), System.getenv());
        } catch (IllegalArgumentException e) {
            end(USAGE, e.getMessage());
            throw e;
        }
    }

    private static Parts parts(StackFolder folder, Options options) throws IOException {
        try {
            Orphan.stopAll(folder.path());
            if (options.fresh()) {
                folder.clear(options.log());
            }
            if (options.log().isPresent()) {
                folder.log(options.log().get());
            }
            return new Parts(folder.path(), StackPorts.of(folder.path(), options.port()));
        } catch (IllegalStateException e) {
            folder.close();
            end(FAILED, e.getMessage());
            throw e;
        }
    }

    /** The settings of the service that the caller gave: they go before those of the stack, all but the port. */
    static Map<String, String> given(Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("APP_ENV_") && !name.equals("APP_ENV_SERVER_PORT")) {
                given.put(name, value);
            }
        });
        return given;
    }

    /** What went wrong and why, in words: no failure here is shown as a stack trace. */
    static String causes(Throwable failure) {
        List<String> words = new ArrayList<>();
        for (Throwable part = failure; part != null; part = part.getCause()) {
            String message = part.getMessage() == null ? part.getClass().getSimpleName() : part.getMessage();
            if (words.stream().noneMatch(before -> before.contains(message))) {
                words.add(message);
            }
        }
        return String.join(": ", words);
    }

    private static void end(int code, String sentence) {
        System.err.println("sale up: " + sentence);
        System.exit(code);
    }
}
