package nx.sale.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import nx.sale.bootstrap.DevService;
import nx.sale.dev.LocalKafka;
import nx.sale.dev.LocalPostgres;
import nx.sale.dev.LocalRedis;
import nx.sale.dev.LocalStack;
import nx.sale.dev.Restaurant;
import nx.sale.dev.Sisters;
import nx.sale.kit.Api;
import nx.sale.kit.ServiceProcess;
import nx.sale.kit.Stack;
import nx.sale.messaging.Topics;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Database.Contraction;
import nx.sale.postgres.sql.PostgresUrl;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.flywaydb.core.Flyway;

/** A service with parts of its own, each of which can be broken and mended. */
public final class DrillSite implements AutoCloseable {
    /** A clock that can be stepped. */
    private static final class SteppedClock extends Clock {
        private final AtomicLong ahead = new AtomicLong();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return Instant.now().plusMillis(ahead.get());
        }
    }

    private static final String KILLED = "a drill kills and freezes the server, or measures it";

    private final Path folder;
    private final Sisters sisters = Stack.get().sisters();
    private final SteppedClock clock = new SteppedClock();
    private final LocalRedis redis;
    private final List<String> options;
    private final String classPath;
    private LocalPostgres postgres;
    private LocalKafka kafka;
    private ServiceProcess process;
    private DevService inside;
    private volatile String base;
    private volatile boolean webhooksLost;

    /** With the service inside this process, and a clock to step. */
    public static DrillSite inside(Path folder) throws IOException {
        return new DrillSite(folder, List.of(), ServiceProcess.THIS_BUILD);
    }

    /** With the service and PostgreSQL as processes of their own, which can be killed. */
    public static DrillSite apart(Path folder) throws IOException {
        return apart(folder, ServiceProcess.QUICK_TO_START);
    }

    /** As {@link #apart(Path)}, on a database of the version before, which this build brings up to date when it starts. */
    static DrillSite upgraded(Path folder) throws IOException {
        return new DrillSite(
                folder, ServiceProcess.QUICK_TO_START, ServiceProcess.THIS_BUILD, DrillSite::ofTheVersionBefore);
    }

    /** The last schema whose keys do not hold the merchant (decision 0050). */
    private static void ofTheVersionBefore(String url) {
        PostgresUrl at = PostgresUrl.of(url);
        Flyway.configure()
                .dataSource(at.jdbc(), at.user().orElseThrow(), at.password().orElse(""))
                .schemas("sale", "allocation")
                .defaultSchema("sale")
                .locations("classpath:db/migration")
                .target("202611270900")
                .load()
                .migrate();
    }

    /** As {@link #apart(Path)}, with these options of the JVM. */
    public static DrillSite apart(Path folder, List<String> options) throws IOException {
        return apart(folder, options, ServiceProcess.THIS_BUILD);
    }

    /** As {@link #apart(Path, List)}, with a service of another build. */
    public static DrillSite apart(Path folder, List<String> options, String classPath) throws IOException {
        return new DrillSite(folder, options, classPath);
    }

    private DrillSite(Path folder, List<String> options, String classPath) throws IOException {
        this(folder, options, classPath, url -> {});
    }

    private DrillSite(Path folder, List<String> options, String classPath, Consumer<String> schema) throws IOException {
        this.folder = folder;
        this.options = options;
        this.classPath = classPath;
        redis = LocalRedis.start(folder.resolve("redis"), 0);
        postgres = options.isEmpty()
                ? LocalPostgres.start(folder.resolve("postgres"), 0)
                : LocalPostgres.startOwn(folder.resolve("postgres"), 0, KILLED);
        kafka = LocalKafka.start(folder.resolve("kafka"), 0, Topics.ALL);
        boolean started = false;
        try {
            schema.accept(postgres.url());
            startService();
            Stack.seed(as("owner"));
            started = true;
        } finally {
            if (!started) {
                close(); // or Kafka goes on in a folder that the test deletes, and ends this JVM
            }
        }
    }

    public void startService() throws IOException {
        if (!options.isEmpty()) {
            process = new ServiceProcess(
                    folder,
                    postgres.url(),
                    kafka.bootstrapServers(),
                    Map.of("APP_ENV_REDIS_URL", redis.url()),
                    options,
                    classPath);
            base = process.base();
            return;
        }
        inside = another();
        base = base(inside);
    }

    /** A replica more, inside this process. */
    DevService another() {
        Map<String, String> environment =
                new HashMap<>(LocalStack.environment(postgres.url(), kafka.bootstrapServers(), sisters.url(), 0));
        environment.put("APP_ENV_REDIS_URL", redis.url());
        return DevService.start(environment, clock);
    }

    private static String base(DevService replica) {
        return "http://127.0.0.1:" + replica.port() + "/v1/api/sale";
    }

    public Api as(String role) {
        return at(base, role);
    }

    /** Somebody who calls this replica. */
    public Api at(DevService replica, String role) {
        return at(base(replica), role);
    }

    private Api at(String address, String role) {
        return Api.at(address, sisters.identity().token(role, Restaurant.MERCHANT), Restaurant.MERCHANT);
    }

    public List<String> sql(String query) {
        return Stack.sql(postgres.url(), query);
    }

    public String brokers() {
        return kafka.bootstrapServers();
    }

    /** Whether MQ-Pay's webhooks are lost on their way. */
    public boolean webhooksLost() {
        return webhooksLost;
    }

    public void loseWebhooks(boolean lost) {
        webhooksLost = lost;
    }

    public Sisters sisters() {
        return sisters;
    }

    public void killService() {
        process.kill();
    }

    public String base() {
        return base;
    }

    /** What {@code RUN_MODE=migrate} does with {@code APP_ENV_DB_CONTRACT=true}. */
    Contraction dropOldKeys() {
        PostgresUrl at = PostgresUrl.of(postgres.url());
        try (Database database = new Database(new Database.Access(
                at.jdbc(), at.user().orElseThrow(), at.password().orElse(""), 2, Duration.ofSeconds(5)))) {
            return database.contract();
        }
    }

    public String postgresUrl() {
        return postgres.url();
    }

    public Path postgresLog() {
        return folder.resolve("postgres/server.log");
    }

    public ProcessHandle service() {
        return process.handle();
    }

    public List<ProcessHandle> postgresProcesses() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(folder.resolve("postgres/data/postmaster.pid"))
                .getFirst());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(postmaster.children().toList());
        all.add(postmaster);
        return all;
    }

    /** As a machine that loses its power: the postmaster and with it every connection. */
    public void killPostgres() throws IOException {
        if (postgres.container().isPresent()) {
            postgres.container().get().kill();
            return;
        }
        List<ProcessHandle> all = postgresProcesses();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    /** As a machine that hangs, or a network that swallows everything: connections stay open and nothing comes. */
    public void freezePostgres() throws IOException {
        if (postgres.container().isPresent()) {
            postgres.container().get().freeze();
            return;
        }
        List<ProcessHandle> all = postgresProcesses();
        all.reversed().forEach(one -> ServiceProcess.signal(one, "STOP"));
    }

    public void thawPostgres() throws IOException {
        if (postgres.container().isPresent()) {
            postgres.container().get().thaw();
            return;
        }
        postgresProcesses().forEach(one -> ServiceProcess.signal(one, "CONT"));
    }

    public void startPostgres() {
        int port = postgres.port();
        try {
            postgres.close();
        } catch (IOException killed) {
            throw new IllegalStateException(killed);
        }
        postgres = LocalPostgres.startOwn(folder.resolve("postgres"), port, KILLED);
    }

    public void stopKafka() {
        kafka.close();
    }

    public void startKafka() {
        kafka = LocalKafka.start(folder.resolve("kafka"), kafka.port(), Topics.ALL);
    }

    /** A broker with a full disk takes nothing and says so; so does one that has too few replicas, which is easier to arrange. */
    public void kafkaRefuses(boolean refusing) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
            Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
            for (String topic : Topics.ALL) {
                changes.put(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("min.insync.replicas", refusing ? "2" : "1"),
                                AlterConfigOp.OpType.SET)));
            }
            admin.incrementalAlterConfigs(changes).all().get();
        }
    }

    public void stopRedis() throws IOException {
        redis.close();
    }

    public void stepClock(Duration ahead) {
        clock.ahead.set(ahead.toMillis());
    }

    /** The drill's own clock: a fault lasts this long, and this is what a till waits before it asks again. */
    public static void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Math.max(1, end - System.nanoTime()));
        }
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.close();
        }
        if (inside != null) {
            inside.close();
        }
        kafka.close();
        postgres.close();
        redis.close();
    }
}
