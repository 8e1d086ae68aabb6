package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import nx.sale.dev.LocalStack;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that goes to production, with its own libraries only. */
class ProductionJarIT {
    private static final Path JAR = Path.of("target", "nx-seller-sale.jar");

    @TempDir
    Path folder;

    private Process start(int port, Map<String, String> more, String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(
                List.of(System.getProperty("java.home") + "/bin/java", "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(LocalStack.environment(
                        Stack.get().postgresUrl(),
                        Stack.get().kafkaBootstrap(),
                        Stack.get().sisters().url(),
                        port));
        builder.environment().putAll(more);
        File log = folder.resolve("jar.log").toFile();
        return builder.redirectErrorStream(true).redirectOutput(log).start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    // OPS-3
    @Test
    void serves_andFinishesRequestsInFlightOnShutdown() throws Exception {
        int port = freePort();
        Process service = start(port, Map.of("APP_ENV_DB_MIGRATE_ON_BOOT", "false"), "serve", "--strict-config");
        String base = "http://127.0.0.1:" + port + "/v1/api/sale";
        Api cashier = Api.at(
                base, Stack.get().sisters().identity().token("cashier", Restaurant.MERCHANT), Restaurant.MERCHANT);
        try {
            await().ignoreExceptions().until(() -> cashier.get("/readyz").status() == 200);
            assertThat(cashier.get("/doc").status()).isEqualTo(200);
            String order = cashier.open(PHO.x(1));
            int asked = Stack.get().sisters().pricing().asked();
            Stack.get().sisters().slow("pricing", 700);
            CompletableFuture<Api.Reply> checkout = CompletableFuture.supplyAsync(
                    () -> cashier.checkout(order), command -> Thread.ofVirtual().start(command));
            await().until(() -> Stack.get().sisters().waiting() > 0
                    || Stack.get().sisters().pricing().asked() > asked);

            service.destroy();

            assertThat(checkout.join().expect(200).at("/status")).isEqualTo("PROCESSING");
            assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(service.exitValue()).isEqualTo(143);
            assertThat(Files.readString(folder.resolve("jar.log"))).contains("""
                    msg="Stopped"
                    """);
            await().until(() -> Stack.sql(
                            "select count(*) from Outbox where key = '" + order + "' and status <> 'PUBLISHED'")
                    .equals(List.of("0")));
        } finally {
            Stack.get().sisters().slow("pricing", 0);
            service.destroyForcibly();
        }
    }

    @Test
    void itRefusesASchemaThatIsTooOld_andAWrongConfiguration() throws Exception {
        String name = Stack.named("bare");
        Stack.sql("create database " + name);
        String url = Stack.beside(name);
        Map<String, String> bare = Map.of("APP_ENV_DB_URL", url, "APP_ENV_DB_MIGRATE_ON_BOOT", "false");

        Process old = start(0, bare, "serve");
        assertThat(old.waitFor()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("jar.log"))).contains("Run: sale migrate");
        assertThat(start(0, bare, "migrate").waitFor()).isZero();
        Stack.sql(url, "update sale.SchemaCompatibility set oldestBuild = 209901010000");
        assertThat(start(0, bare, "serve").waitFor()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("jar.log")))
                .contains("builds before 209901010000 cannot serve on it. Deploy a newer one.");
        Process wrong = start(0, Map.of("APP_ENV_SERVER_PORT", "many"), "serve");
        assertThat(wrong.waitFor()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("jar.log"))).contains("APP_ENV_SERVER_PORT must be a whole number");
    }

    @Test
    void nothingOfTheDevelopmentSideIsInIt() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile());
                Stream<Path> libraries = Files.list(Path.of("target", "lib"))) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .noneMatch(name -> name.contains("nx/sale/dev") || name.contains("DevService"));
            assertThat(libraries.map(file -> file.getFileName().toString()))
                    .noneMatch(
                            name -> name.matches(
                                    "(embedded-.*|containers-.*|testcontainers.*|docker-java.*|kafka_2.*|kafka-(server|raft|metadata).*|junit.*|assertj.*|archunit.*|awaitility.*)"));
        }
    }
}
