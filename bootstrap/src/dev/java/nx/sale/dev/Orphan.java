package nx.sale.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that a killed stack left behind on a folder: a second one could not start beside it, or would be one too many. */
final class Orphan {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private Orphan() {}

    /** Stops what a killed stack left running on this folder, so that its ports are free again. */
    static void stopAll(Path folder) throws IOException {
        stop(folder.resolve("postgres").resolve("data").resolve("postmaster.pid"), "postgres");
        stop(folder.resolve("redis").resolve("redis.pid"), "redis");
    }

    /**
     * Stops the process this file names, when it still is that program.
     *
     * @param program what the name of the executable begins with
     */
    static void stop(Path pidFile, String program) throws IOException {
        List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
        if (lines.isEmpty()) {
            return;
        }
        ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> process.info()
                        .command()
                        .map(command -> Path.of(command).getFileName().toString())
                        .filter(name -> name.startsWith(program))
                        .isPresent())
                .ifPresent(process -> {
                    process.destroy();
                    process.onExit()
                            .completeOnTimeout(process, STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                            .join();
                });
    }
}
