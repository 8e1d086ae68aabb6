package nx.sale.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nx.sale.containers.ContainerPart;
import nx.sale.containers.OutsidePostgres;

/**
 * A real PostgreSQL beside this process, with the safety of production (fsync and all), kept in a folder; or in a container, which keeps it
 * while this process lives; or a database in a PostgreSQL from outside.
 */
public final class LocalPostgres implements AutoCloseable {
    private static final String CONNECTIONS = "200";

    private final Closeable server;
    private final int port;
    private final String url;

    private LocalPostgres(Closeable server, int port) {
        this(server, port, "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
    }

    private LocalPostgres(Closeable server, int port, String url) {
        this.server = server;
        this.port = port;
        this.url = url;
    }

    /** Starts on the folder, initialising it when it is new; port 0 takes a free one. */
    public static LocalPostgres start(Path folder, int port) {
        if (OutsidePostgres.chosen()) {
            OutsidePostgres database = OutsidePostgres.start(folder);
            return new LocalPostgres(database, database.port(), database.url());
        }
        return own(folder, port);
    }

    /**
     * As {@link #start}, but never one from outside.
     *
     * @param why the server has to be ours, in words: a run on one from outside says so
     */
    public static LocalPostgres startOwn(Path folder, int port, String why) {
        if (OutsidePostgres.chosen()) {
            System.out.println("parts.postgres: a PostgreSQL of our own at " + folder + ": " + why);
        }
        return own(folder, port);
    }

    private static LocalPostgres own(Path folder, int port) {
        if (ContainerPart.chosen()) {
            ContainerPart container = ContainerPart.postgres(folder, port, List.of("max_connections=" + CONNECTIONS));
            return new LocalPostgres(container, container.port());
        }
        try {
            Files.createDirectories(folder);
            Orphan.stop(folder.resolve("data").resolve("postmaster.pid"), "postgres");
            ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "server.log"));
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(10))
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false) // it would stop before what still uses it
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", CONNECTIONS);
            EmbeddedPostgres embedded = (port == 0 ? builder : builder.setPort(port)).start();
            return new LocalPostgres(embedded, embedded.getPort());
        } catch (IOException e) {
            throw new IllegalStateException("the embedded PostgreSQL did not start; see server.log in " + folder, e);
        }
    }

    /** The container that it runs in, when it does. */
    public Optional<ContainerPart> container() {
        return server instanceof ContainerPart container ? Optional.of(container) : Optional.empty();
    }

    public String url() {
        return url;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
