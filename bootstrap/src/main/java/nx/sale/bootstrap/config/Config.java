package nx.sale.bootstrap.config;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nx.sale.domain.id.Snowflake;
import nx.sale.http.access.ServiceCredentials;
import nx.sale.http.access.Tokens;
import nx.sale.http.payment.WebhookHeader;
import nx.sale.http.payment.WebhookSignatures;
import nx.sale.http.payment.WebhookSources;
import nx.sale.http.server.HttpServer;
import nx.sale.messaging.KafkaPublisher;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.PostgresUrl;
import org.slf4j.Logger;

/**
 * The settings, read once from the environment.
 *
 * @param migrateOnBoot whether {@code serve} brings the schema up to date itself
 * @param webhooksKept how long webhooks stay that nobody can apply
 * @param own our name and secret to the sister services
 * @param settings every key with its present value, for the operator's table
 */
public record Config(
        RunMode mode,
        String application,
        HttpServer.Listen listen,
        int openRequestsPerSecond,
        List<String> corsOrigins,
        Database.Access database,
        Database.Share lists,
        Database.Share reports,
        boolean migrateOnBoot,
        SnowflakeSettings snowflake,
        KafkaPublisher.Access kafka,
        RedisSettings redis,
        String signalChannelPrefix,
        URI identity,
        URI pricing,
        Optional<URI> commerce,
        Optional<URI> mqPay,
        Credentials own,
        Tokens.Expected tokens,
        Map<String, ServiceCredentials.Service> services,
        WebhookSources webhookSources,
        Optional<WebhookHeader> webhookHeader,
        List<String> webhookSecrets,
        Duration webhooksKept,
        List<ConfigReader.Setting> settings,
        List<String> warnings) {

    /** What the process is for. */
    public enum RunMode {
        SERVE,
        MIGRATE
    }

    public record SnowflakeSettings(OptionalInt worker, long epochMillis) {}

    public record Credentials(String name, String secret) {
        @Override
        public String toString() {
            return "Credentials[" + name + "]";
        }
    }

    /** Everything that is wrong with the environment, at once. */
    public static final class Wrong extends RuntimeException {
        Wrong(List<String> problems) {
            super("The configuration is wrong:\n  " + String.join("\n  ", problems), null, false, false);
        }
    }

    private static final URI NOWHERE = URI.create("http://localhost");

    /**
     * Throws {@link Wrong} naming every problem.
     *
     * @param strict refuse unknown {@code APP_ENV_} keys instead of warning
     */
    public static Config of(Map<String, String> environment, boolean strict) {
        ConfigReader read = new ConfigReader(environment);
        RunMode mode = runMode(read);
        boolean serves = mode == RunMode.SERVE;
        String application = read.text("APP_ENV_APPLICATION_NAME", "nx-seller-sale", "name in logs and events");
        read.accepted("APP_ENV_APPLICATION_CODE");
        read.accepted("APP_ENV_APPLICATION_TIMEZONE");
        HttpServer.Listen listen = new HttpServer.Listen(
                read.text("APP_ENV_SERVER_HOST", "0.0.0.0", "address to listen on"),
                read.whole("APP_ENV_SERVER_PORT", 3000, 0, 65535, "port to listen on; 0 takes a free one"),
                read.text("APP_ENV_SERVER_BASE_PATH", "/v1/api/sale", "path before every route"));
        int openRequests = read.whole(
                "APP_ENV_OPEN_REQUESTS_PER_SECOND",
                2000,
                0,
                1_000_000,
                "requests one address may send in a second to what needs no login (webhook, documents, metrics, stream); more"
                        + " are answered 503; behind a gateway that address is the gateway's; 0 for no limit; this machine is"
                        + " not counted");
        List<String> cors = list(read.optional(
                "APP_ENV_CORS_ORIGINS", "origins that browsers may call from, by commas; none when empty"));
        Database.Access database = database(read);
        Database.Share lists = share(read, "LIST", "lists and counts", Database.Share.LISTS);
        Database.Share reports = share(read, "REPORT", "reports", Database.Share.REPORTS);
        boolean migrateOnBoot = read.flag(
                "APP_ENV_DB_MIGRATE_ON_BOOT", false, "bring the schema up to date before serving (development)");
        SnowflakeSettings snowflake = new SnowflakeSettings(
                worker(read),
                read.large(
                        "APP_ENV_SNOWFLAKE_EPOCH_CHECKPOINT",
                        Snowflake.EPOCH_MILLIS,
                        "start of id time, Unix milliseconds"));
        KafkaPublisher.Access kafka = kafka(read, serves, application);
        RedisSettings redis = RedisSettings.of(read);
        String signalChannelPrefix = read.text(
                "APP_ENV_SIGNAL_CHANNEL_PREFIX",
                "ws:",
                "before the Redis channels that the signal service subscribes to, one for each room: ws:room:merchant/70001");
        Optional<URI> identity = read.uri("APP_ENV_IDENTITY_URL", "the identity service");
        Optional<URI> pricing = read.uri("APP_ENV_PRICING_URL", "the pricing service");
        Optional<URI> commerce = read.uri(
                "APP_ENV_COMMERCE_URL", "the commerce service, asked for unknown variants; never asked when empty");
        Optional<URI> mqPay = read.uri(
                "APP_ENV_MQPAY_URL",
                "MQ-Pay, asked how announced payments ended whose webhook does not come; never asked when empty");
        if (serves) {
            require(read, identity, "APP_ENV_IDENTITY_URL");
            require(read, pricing, "APP_ENV_PRICING_URL");
        }
        Credentials own = credentials(read, application);
        Tokens.Expected tokens = new Tokens.Expected(
                URI.create(identity.orElse(NOWHERE) + "/jw-certs"),
                read.optional("APP_ENV_JWT_ISSUER", "issuer that tokens must name; any when empty"),
                read.optional("APP_ENV_JWT_AUDIENCE", "audience that tokens must name; any when empty"));
        Map<String, ServiceCredentials.Service> services = services(read);
        WebhookSources sources = webhookSources(read);
        Optional<WebhookHeader> header = webhookHeader(read);
        List<String> secrets = webhookSecrets(read);
        int webhookDays = read.whole(
                "APP_ENV_WEBHOOK_KEEP_DAYS",
                30,
                1,
                3650,
                "days that payment webhooks of unknown kinds, and those that could not be read, are kept; those about known"
                        + " payments stay");
        read.choice("APP_ENV_LOG_FORMAT", "logfmt", "logfmt or json", "logfmt", "json");
        read.choice("APP_ENV_LOG_LEVEL", "info", "error, warn, info or debug", "error", "warn", "info", "debug");
        List<String> unknown = read.unknown();
        if (strict) {
            unknown.forEach(read::problem);
        }
        if (!read.problems().isEmpty()) {
            throw new Wrong(read.problems());
        }
        return new Config(
                mode,
                application,
                listen,
                openRequests,
                cors,
                database,
                lists,
                reports,
                migrateOnBoot,
                snowflake,
                kafka,
                redis,
                signalChannelPrefix,
                identity.orElse(NOWHERE),
                pricing.orElse(NOWHERE),
                commerce,
                mqPay,
                own,
                tokens,
                services,
                sources,
                header,
                secrets,
                Duration.ofDays(webhookDays),
                read.settings(),
                Stream.concat(read.warnings().stream(), unknown.stream()).toList());
    }

    private static RunMode runMode(ConfigReader read) {
        String mode = read.text("RUN_MODE", "serve", "serve or migrate");
        return switch (mode) {
            case "serve" -> RunMode.SERVE;
            case "migrate" -> RunMode.MIGRATE;
            default -> {
                read.problem("RUN_MODE must be serve or migrate, not " + mode);
                yield RunMode.SERVE;
            }
        };
    }

    /** {@code APP_ENV_DB_URL} alone decides: the other keys fill in the user and the password where it names none. */
    private static Database.Share share(ConfigReader read, String name, String what, Database.Share usual) {
        int connections = read.whole(
                "APP_ENV_DB_" + name + "_POOL_SIZE",
                usual.connections(),
                1,
                50,
                "connections for " + what
                        + ", beside the others; so many are read at once, of one merchant half as many");
        int time = read.whole(
                "APP_ENV_DB_" + name + "_TIMEOUT_MS",
                (int) usual.time().toMillis(),
                100,
                20_000,
                "longest statement of " + what + ", milliseconds; what takes longer is 422 list-too-costly");
        return new Database.Share(connections, Duration.ofMillis(time));
    }

    private static Database.Access database(ConfigReader read) {
        Optional<PostgresUrl> url = url(read);
        String host = read.text("APP_ENV_POSTGRES_HOST", "localhost", "PostgreSQL host");
        int port = read.whole("APP_ENV_POSTGRES_PORT", 5432, 1, 65535, "PostgreSQL port");
        String name = read.text("APP_ENV_POSTGRES_DATABASE", "sale", "PostgreSQL database");
        String user =
                read.text("APP_ENV_POSTGRES_USERNAME", "postgres", "PostgreSQL user, unless APP_ENV_DB_URL names one");
        String password = read.secret("APP_ENV_POSTGRES_PASSWORD", "PostgreSQL password, unless APP_ENV_DB_URL has one")
                .orElse("");
        int pool = read.whole("APP_ENV_DB_POOL_SIZE", 16, 2, 200, "connections to PostgreSQL");
        int lockTimeout =
                read.whole("APP_ENV_DB_LOCK_TIMEOUT_MS", 5000, 100, 60000, "longest wait for a row, milliseconds");
        return new Database.Access(
                url.map(PostgresUrl::jdbc).orElse("jdbc:postgresql://" + host + ":" + port + "/" + name),
                url.flatMap(PostgresUrl::user).orElse(user),
                url.flatMap(PostgresUrl::password).orElse(password),
                pool,
                Duration.ofMillis(lockTimeout));
    }

    private static Optional<PostgresUrl> url(ConfigReader read) {
        String key = "APP_ENV_DB_URL";
        Optional<PostgresUrl> url = read.secret(
                        key,
                        "the database, with user and password: jdbc:postgresql://host:5432/database?user=u&password=p, or"
                                + " postgresql://u:p@host:5432/database (postgres:// too); several hosts by commas;"
                                + " sslmode, targetServerType and every parameter of the driver, or of libpq, after the"
                                + " question mark; what it says wins over every other key; without it the"
                                + " APP_ENV_POSTGRES_ keys")
                .flatMap(text -> {
                    try {
                        return Optional.of(PostgresUrl.of(text));
                    } catch (IllegalArgumentException e) {
                        read.problem(key + " " + e.getMessage());
                        return Optional.empty();
                    }
                });
        url.ifPresent(present -> {
            for (String name : new TreeSet<>(present.unused())) {
                read.warning(
                        key + " has the parameter " + name + ", which PostgreSQL's driver does not know: not used");
            }
            List.of("APP_ENV_POSTGRES_HOST", "APP_ENV_POSTGRES_PORT", "APP_ENV_POSTGRES_DATABASE")
                    .forEach(other -> outdone(read, other));
            present.user().ifPresent(user -> outdone(read, "APP_ENV_POSTGRES_USERNAME"));
            present.password().ifPresent(password -> outdone(read, "APP_ENV_POSTGRES_PASSWORD"));
        });
        return url;
    }

    private static void outdone(ConfigReader read, String key) {
        if (read.given(key)) {
            read.warning(key + " is not used: APP_ENV_DB_URL decides");
        }
    }

    private static OptionalInt worker(ConfigReader read) {
        int worker = read.whole(
                "APP_ENV_SNOWFLAKE_WORKER_ID",
                Snowflake.SERVICE,
                0,
                1023,
                "id worker, tried first; a free one is leased when it is taken");
        return OptionalInt.of(worker);
    }

    private static KafkaPublisher.Access kafka(ConfigReader read, boolean serves, String application) {
        Optional<String> brokers =
                read.optional("APP_ENV_KAFKA_BROKERS", "Kafka bootstrap servers, host:port by commas");
        if (serves) {
            require(read, brokers, "APP_ENV_KAFKA_BROKERS");
        }
        Map<String, String> security = new HashMap<>();
        read.optional("APP_ENV_KAFKA_SECURITY_PROTOCOL", "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL")
                .ifPresent(protocol -> security.put("security.protocol", protocol));
        Optional<String> mechanism =
                read.optional("APP_ENV_KAFKA_SASL_MECHANISM", "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512");
        Optional<String> user = read.optional("APP_ENV_KAFKA_SASL_USERNAME", "Kafka user");
        Optional<String> password = read.secret("APP_ENV_KAFKA_SASL_PASSWORD", "Kafka password");
        if (mechanism.isPresent() && user.isPresent()) {
            String module = mechanism.get().equals("PLAIN")
                    ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                    : "org.apache.kafka.common.security.scram.ScramLoginModule";
            security.put("sasl.mechanism", mechanism.get());
            security.put(
                    "sasl.jaas.config",
                    module + " required username=" + jaas(user.get()) + " password=" + jaas(password.orElse("")) + ";");
        }
        return new KafkaPublisher.Access(
                brokers.orElse(""),
                read.text("APP_ENV_KAFKA_CLIENT_ID", application, "name of this client to Kafka"),
                security,
                read.text("APP_ENV_KAFKA_TOPIC_PREFIX", "", "put before every topic name"));
    }

    /** A value of a JAAS entry: any character may be in a password. */
    private static String jaas(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static WebhookSources webhookSources(ConfigReader read) {
        String key = "APP_ENV_WEBHOOK_SOURCES";
        List<String> networks = list(
                read.optional(
                        key,
                        "addresses and networks that may send payment webhooks, by commas; behind a gateway its own; any when empty"));
        try {
            return new WebhookSources(networks);
        } catch (IllegalArgumentException e) {
            read.problem(key + " " + e.getMessage());
            return new WebhookSources(List.of());
        }
    }

    private static Optional<WebhookHeader> webhookHeader(ConfigReader read) {
        String key = "APP_ENV_WEBHOOK_HEADER";
        try {
            return read.secret(
                            key,
                            "header that payment webhooks must carry, Name: value, beside or instead of signatures; none when empty")
                    .map(WebhookHeader::of);
        } catch (IllegalArgumentException e) {
            read.problem(key + " " + e.getMessage());
            return Optional.empty();
        }
    }

    private static List<String> webhookSecrets(ConfigReader read) {
        String key = "APP_ENV_WEBHOOK_SECRETS";
        List<String> secrets =
                list(read.secret(key, "Standard Webhooks secrets, by commas; signatures are not asked for when empty"));
        try {
            secrets.forEach(WebhookSignatures::key);
        } catch (IllegalArgumentException e) {
            read.problem(key + " must go on in Base64 where a secret begins with whsec_");
        }
        return secrets;
    }

    private static Credentials credentials(ConfigReader read, String application) {
        String name = read.text("APP_ENV_SERVICE_NAME", application, "our name to the sister services");
        return new Credentials(
                name,
                read.secret("APP_ENV_SERVICE_SECRET", "our secret to the sister services")
                        .orElse(""));
    }

    /** {@code name:secret,...} and {@code name:Permission+Permission,...}. */
    private static Map<String, ServiceCredentials.Service> services(ConfigReader read) {
        Map<String, Set<String>> permissions = new HashMap<>();
        pairs(
                        read,
                        "APP_ENV_SERVICE_PERMISSIONS",
                        read.optional(
                                "APP_ENV_SERVICE_PERMISSIONS",
                                "what each service may do, name:Permission+Permission,..."))
                .forEach((name, list) -> permissions.put(name, Set.of(list.split("\\+"))));
        Map<String, ServiceCredentials.Service> services = new LinkedHashMap<>();
        pairs(
                        read,
                        "APP_ENV_SERVICE_CREDENTIALS",
                        read.secret("APP_ENV_SERVICE_CREDENTIALS", "services that may call, name:secret,..."))
                .forEach((name, secret) -> services.put(
                        name, new ServiceCredentials.Service(secret, permissions.getOrDefault(name, Set.of()))));
        return services;
    }

    private static Map<String, String> pairs(ConfigReader read, String key, Optional<String> text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : list(text)) {
            int colon = pair.indexOf(':');
            if (colon < 1 || colon == pair.length() - 1) {
                read.problem(key + " must be name:value pairs, by commas");
            } else {
                pairs.put(pair.substring(0, colon), pair.substring(colon + 1));
            }
        }
        return pairs;
    }

    private static void require(ConfigReader read, Optional<?> value, String key) {
        if (value.isEmpty()) {
            read.problem(key + " is required to serve");
        }
    }

    private static List<String> list(Optional<String> text) {
        return text.map(present -> Arrays.stream(present.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    /** Logs the settings, secrets masked, and a warning for each that may be wrong. */
    public void announce(Logger log, String event) {
        log.atInfo().addKeyValue("settings", printed()).log(event);
        warnings.forEach(warning -> log.atWarn().addKeyValue("warning", warning).log("Configuration warning"));
    }

    /** One line per setting, secrets masked. */
    String printed() {
        StringBuilder text = new StringBuilder();
        for (ConfigReader.Setting setting : settings) {
            if (!setting.value().isEmpty()) {
                text.append(setting.key())
                        .append('=')
                        .append(setting.secret() ? "***" : setting.value())
                        .append(' ');
            }
        }
        return text.toString().strip();
    }

    /** As printed: a record's own text would show the secrets. */
    @Override
    public String toString() {
        return printed();
    }
}
