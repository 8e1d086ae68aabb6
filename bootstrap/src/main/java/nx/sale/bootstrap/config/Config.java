package nx.sale.bootstrap.config;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import nx.sale.domain.id.Snowflake;
import nx.sale.messaging.KafkaPublisher;
import org.slf4j.Logger;

/**
 * The settings, read once from the environment.
 *
 * @param settings every key with its present value, for the operator's table
 */
public record Config(
        RunMode mode,
        String application,
        ServerSettings server,
        DatabaseSettings database,
        SnowflakeSettings snowflake,
        KafkaPublisher.Access kafka,
        RedisSettings redis,
        SisterSettings sisters,
        AccessSettings access,
        WebhookSettings webhooks,
        List<ConfigReader.Setting> settings,
        List<String> warnings) {

    /** What the process is for. */
    public enum RunMode {
        SERVE,
        MIGRATE
    }

    public record SnowflakeSettings(OptionalInt worker, long epochMillis) {}

    /** Everything that is wrong with the environment, at once. */
    public static final class Wrong extends RuntimeException {
        Wrong(List<String> problems) {
            super("The configuration is wrong:\n  " + String.join("\n  ", problems), null, false, false);
        }
    }

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
        ServerSettings server = ServerSettings.of(read);
        DatabaseSettings database = DatabaseSettings.of(read);
        SnowflakeSettings snowflake = snowflake(read);
        KafkaPublisher.Access kafka = KafkaSettings.of(read, serves, application);
        RedisSettings redis = RedisSettings.of(read);
        SisterSettings sisters = SisterSettings.of(read, serves, application);
        AccessSettings access = AccessSettings.of(read, sisters.identity());
        WebhookSettings webhooks = WebhookSettings.of(read);
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
                server,
                database,
                snowflake,
                kafka,
                redis,
                sisters,
                access,
                webhooks,
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

    private static SnowflakeSettings snowflake(ConfigReader read) {
        int worker = read.whole(
                "APP_ENV_SNOWFLAKE_WORKER_ID",
                Snowflake.SERVICE,
                0,
                1023,
                "id worker, tried first; a free one is leased when it is taken");
        long epoch = read.large(
                "APP_ENV_SNOWFLAKE_EPOCH_CHECKPOINT", Snowflake.EPOCH_MILLIS, "start of id time, Unix milliseconds");
        return new SnowflakeSettings(OptionalInt.of(worker), epoch);
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
