package nx.sale.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A real PostgreSQL beside this process, with the safety of production (fsync and all), kept in a folder. */
public final class LocalPostgres implements AutoCloseable {
    private final EmbeddedPostgres server;

    private LocalPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts on the folder, initialising it when it is new; port 0 takes a free one. */
    public static LocalPostgres start(Path folder, int port) {
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
                    .setServerConfig("max_connections", "200");
            return new LocalPostgres((port == 0 ? builder : builder.setPort(port)).start());
        } catch (IOException e) {
            throw new IllegalStateException("the embedded PostgreSQL did not start; see server.log in " + folder, e);
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres";
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
