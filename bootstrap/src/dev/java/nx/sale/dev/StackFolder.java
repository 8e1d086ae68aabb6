package nx.sale.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of one stack, {@code .sale}. Whoever holds its lock may write in it; the system frees the lock when the process ends. */
final class StackFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String PID = "up.pid";
    /** What the launcher holds while it starts a stack. */
    private static final List<String> KEPT = List.of(LOCK, "building");

    private final Path folder;
    private final FileChannel channel;

    private StackFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Takes the lock and notes this process; empty when a stack runs here already. */
    static Optional<StackFolder> lock(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            return Optional.empty();
        }
        StackFolder taken = new StackFolder(folder, channel);
        Files.deleteIfExists(taken.facts());
        Files.writeString(folder.resolve(PID), ProcessHandle.current().pid() + "\n");
        return Optional.of(taken);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Who holds the lock, in a sentence. */
    static String runsAlready(Path folder) {
        return "runs already, pid " + read(folder.resolve(PID)) + ", port " + port(folder) + "; ./sale down stops it";
    }

    private static String port(Path folder) {
        try {
            return Sisters.JSON
                    .readTree(folder.resolve("ports.json").toFile())
                    .path("service")
                    .asText("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    Path path() {
        return folder;
    }

    /** What scripts read. */
    Path facts() {
        return folder.resolve("up.json");
    }

    /** Forgets everything a stack left here. */
    void clear(Optional<Path> except) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                boolean kept = file.equals(folder)
                        || except.equals(Optional.of(file))
                        || file.equals(folder.resolve(PID))
                        || KEPT.contains(folder.relativize(file).getName(0).toString());
                if (!kept) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Makes the file that this process writes its log to the current one, and keeps the one before. */
    void log(Path current) throws IOException {
        Path log = folder.resolve("up.log");
        if (Files.exists(log)) {
            Files.move(log, folder.resolve("up.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(current, log);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(facts());
            Files.deleteIfExists(folder.resolve(PID));
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
