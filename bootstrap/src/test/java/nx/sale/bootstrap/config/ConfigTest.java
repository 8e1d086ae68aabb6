package nx.sale.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.http.payment.WebhookHeader;
import nx.sale.postgres.sql.Database;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    private static Map<String, String> enough() {
        return new HashMap<>(Map.of(
                "APP_ENV_KAFKA_BROKERS", "kafka:9092",
                "APP_ENV_IDENTITY_URL", "http://identity",
                "APP_ENV_PRICING_URL", "http://pricing/"));
    }

    private static Config of(Map<String, String> more) {
        Map<String, String> environment = enough();
        environment.putAll(more);
        return Config.of(environment, true);
    }

    @Test
    void theDefaultsAreThose() {
        Config config = of(Map.of());

        assertThat(config.mode()).isEqualTo(Config.RunMode.SERVE);
        assertThat(config.application()).isEqualTo("nx-seller-sale");
        assertThat(config.server().listen().host()).isEqualTo("0.0.0.0");
        assertThat(config.server().listen().port()).isEqualTo(3000);
        assertThat(config.server().listen().basePath()).isEqualTo("/v1/api/sale");
        assertThat(config.server().corsOrigins()).isEmpty();
        assertThat(config.server().warmUp()).hasMillis(1000);
        assertThat(config.database().access().url()).isEqualTo("jdbc:postgresql://localhost:5432/sale");
        assertThat(config.database().access().user()).isEqualTo("postgres");
        assertThat(config.database().access().poolSize()).isEqualTo(16);
        assertThat(config.database().access().lockTimeout()).hasSeconds(5);
        assertThat(config.database().lists()).isEqualTo(new Database.Share(4, Duration.ofSeconds(3)));
        assertThat(config.database().reports()).isEqualTo(new Database.Share(2, Duration.ofSeconds(10)));
        assertThat(config.database().migrateOnBoot()).isFalse();
        assertThat(config.database().contract()).isFalse();
        assertThat(config.database().access().planCacheMode()).isEqualTo("force_generic_plan");
        assertThat(config.snowflake().worker()).hasValue(3);
        assertThat(config.snowflake().epochMillis()).isEqualTo(1_735_689_600_000L);
        assertThat(config.kafka().clientId()).isEqualTo("nx-seller-sale");
        assertThat(config.kafka().topicPrefix()).isEmpty();
        assertThat(config.kafka().security()).isEmpty();
        assertThat(config.redis()).isEqualTo(new RedisSettings(Optional.empty(), Optional.empty(), "ws:"));
        assertThat(config.sisters().commerce()).isEmpty();
        assertThat(config.sisters().pricing()).hasToString("http://pricing");
        assertThat(config.access().tokens().jwks()).hasToString("http://identity/jw-certs");
        assertThat(config.access().tokens().issuer()).isEmpty();
        assertThat(config.access().tokens().audience()).isEmpty();
        assertThat(config.access().services()).isEmpty();
        assertThat(config.webhooks().secrets()).isEmpty();
        assertThat(config.sisters().name()).isEqualTo("nx-seller-sale");
        assertThat(config.warnings()).isEmpty();
    }

    // OPS-6
    @Test
    void everyProblemIsToldAtOnce() {
        assertThatThrownBy(() -> Config.of(
                        Map.of(
                                "APP_ENV_SERVER_PORT",
                                "many",
                                "APP_ENV_DB_POOL_SIZE",
                                "1",
                                "APP_ENV_DB_MIGRATE_ON_BOOT",
                                "maybe",
                                "APP_ENV_DB_PLAN_CACHE_MODE",
                                "custom",
                                "APP_ENV_WEBHOOK_SECRETS",
                                "plain, whsec_a",
                                "APP_ENV_WEBHOOK_SOURCES",
                                "10.0.0.0/8, mq-pay",
                                "RUN_MODE",
                                "dance"),
                        false))
                .isInstanceOf(Config.Wrong.class)
                .hasMessageContaining("APP_ENV_SERVER_PORT must be a whole number")
                .hasMessageContaining("APP_ENV_DB_POOL_SIZE must be 2 to 200")
                .hasMessageContaining("APP_ENV_DB_MIGRATE_ON_BOOT must be true or false")
                .hasMessageContaining("APP_ENV_DB_PLAN_CACHE_MODE must be one of force_generic_plan, auto")
                .hasMessageContaining("APP_ENV_WEBHOOK_SECRETS must go on in Base64")
                .hasMessageContaining("APP_ENV_WEBHOOK_SOURCES must be addresses or networks")
                .hasMessageContaining("RUN_MODE must be serve or migrate")
                .hasMessageContaining("APP_ENV_KAFKA_BROKERS is required")
                .hasMessageContaining("APP_ENV_IDENTITY_URL is required")
                .hasMessageContaining("APP_ENV_PRICING_URL is required");
    }

    // OPS-7
    @Test
    void anUnknownKeyIsWarnedAbout_andRefusedWhenStrict() {
        Map<String, String> typo = enough();
        typo.put("APP_ENV_SERVER_PROT", "1");

        assertThat(Config.of(typo, false).warnings())
                .containsExactly("APP_ENV_SERVER_PROT is not a setting; did you mean APP_ENV_SERVER_PORT?");
        assertThatThrownBy(() -> Config.of(typo, true)).hasMessageContaining("APP_ENV_SERVER_PROT");
    }

    // OPS-6
    @Test
    void secretsComeFromFilesToo_andAreNeverPrinted(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "hush\n");

        Config config = of(Map.of(
                "APP_ENV_POSTGRES_PASSWORD_FILE", file.toString(),
                "APP_ENV_SERVICE_CREDENTIALS", "pos:quiet",
                "APP_ENV_SERVICE_PERMISSIONS", "pos:Catalogue.write+Catalogue.find",
                "APP_ENV_WEBHOOK_SECRETS", "whsec_YQ==, whsec_Yg=="));

        assertThat(config.database().access().password()).isEqualTo("hush");
        assertThat(config.access().services().get("pos").permissions())
                .containsExactlyInAnyOrder("Catalogue.write", "Catalogue.find");
        assertThat(config.webhooks().secrets()).containsExactly("whsec_YQ==", "whsec_Yg==");
        assertThat(config.printed())
                .doesNotContain("hush", "quiet", "whsec_YQ==")
                .contains("APP_ENV_SERVICE_CREDENTIALS=***");
        assertThat(config.toString()).doesNotContain("hush", "quiet");
    }

    @Test
    void theHeaderOfWebhooksIsANameAndAValue_alsoFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("header"), "X-Api-Key: hush: hush\n");

        Config config = of(Map.of("APP_ENV_WEBHOOK_HEADER_FILE", file.toString()));

        assertThat(config.webhooks().header()).hasValue(new WebhookHeader("X-Api-Key", "hush: hush"));
        assertThat(config + " " + config.webhooks().header()).doesNotContain("hush: hush");
        for (String wrong : List.of("hush", "X-Api-Key:", ": hush", "X Api: hush", "X-Api-Key: húsh")) {
            assertThatThrownBy(() -> of(Map.of("APP_ENV_WEBHOOK_HEADER", wrong)))
                    .hasMessageContaining("APP_ENV_WEBHOOK_HEADER must")
                    .hasMessageNotContaining("hush");
        }
    }

    private static String live(Config config) {
        return config.redis().live().map(RedisSettings.Address::url).orElse("none");
    }

    private static String cache(Config config) {
        return config.redis().cache().map(RedisSettings.Address::url).orElse("none");
    }

    // LIVE-11
    @Test
    void redisIsGivenAsAUrl_orInThePlatformsNames(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("redis"), "p@ss/w+1 \n");
        Config both = of(Map.of("APP_ENV_REDIS_URL", "redis://redis"));
        Config live = of(Map.of("APP_ENV_WEBSOCKET_REDIS_HOST", "ws", "APP_ENV_WEBSOCKET_REDIS_PORT", "6380"));
        Config each = of(Map.of(
                "APP_ENV_REDIS_URL", "redis://redis:6379",
                "APP_ENV_CACHE_REDIS_HOST", "cache",
                "APP_ENV_CACHE_REDIS_PASSWORD_FILE", secret.toString(),
                "APP_ENV_CACHE_REDIS_DB", "3"));

        assertThat(live(both)).isEqualTo("redis://redis:6379/0").isEqualTo(cache(both));
        assertThat(live(live) + " " + cache(live)).isEqualTo("redis://ws:6380/0 none");
        assertThat(live(each)).isEqualTo("redis://redis:6379/0");
        assertThat(cache(each)).isEqualTo("redis://:p%40ss%2Fw%2B1@cache:6379/3");
        assertThat(each.redis().toString() + each).doesNotContain("p@ss", "p%40ss");
    }

    @Test
    void theSameRedisInTwoSpellingsIsOneAddress() {
        Config config = of(Map.of(
                "APP_ENV_REDIS_URL", "redis://:a%40b@redis",
                "APP_ENV_WEBSOCKET_REDIS_HOST", "redis",
                "APP_ENV_WEBSOCKET_REDIS_PASSWORD", "a@b"));

        assertThat(config.redis().live()).isPresent().isEqualTo(config.redis().cache());
    }

    @Test
    void invalidRedisUrlIsRejected_withoutShowingItsPassword() {
        for (String url : List.of("http://redis", "redis", "redis://a b:secret@redis")) {
            assertThatThrownBy(() -> of(Map.of("APP_ENV_REDIS_URL", url)))
                    .hasMessageContaining("APP_ENV_REDIS_URL must be an address")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void theAddressOfTheDatabaseAloneDecides() {
        Map<String, String> others = Map.of(
                "APP_ENV_POSTGRES_HOST", "elsewhere",
                "APP_ENV_POSTGRES_USERNAME", "somebody",
                "APP_ENV_POSTGRES_PASSWORD", "other");
        for (String url : List.of(
                "jdbc:postgresql://one,two:6000/tills?user=sale&password=h%40sh&targetServerType=primary&sslmode=require",
                "postgres://sale:h%40sh@one,two:6000/tills?targetServerType=primary&sslmode=require",
                "postgresql://sale:h%40sh@one,two:6000/tills?target_session_attrs=primary&sslmode=require")) {
            Map<String, String> environment = new HashMap<>(others);
            environment.put("APP_ENV_DB_URL", url);

            Config config = of(environment);

            assertThat(config.database().access().url())
                    .isEqualTo("jdbc:postgresql://one:5432,two:6000/tills?targetServerType=primary&sslmode=require");
            assertThat(config.database().access().user()).isEqualTo("sale");
            assertThat(config.database().access().password()).isEqualTo("h@sh");
            assertThat(config.printed() + config + config.database() + config.warnings())
                    .doesNotContain("h@sh", "h%40sh")
                    .contains("APP_ENV_DB_URL=***");
            assertThat(config.warnings())
                    .containsExactlyInAnyOrder(
                            "APP_ENV_POSTGRES_HOST is not used: APP_ENV_DB_URL decides",
                            "APP_ENV_POSTGRES_USERNAME is not used: APP_ENV_DB_URL decides",
                            "APP_ENV_POSTGRES_PASSWORD is not used: APP_ENV_DB_URL decides");
        }
    }

    @Test
    void whatTheAddressLeavesOut_theOtherKeysFillIn() {
        Config config = of(Map.of(
                "APP_ENV_DB_URL", "jdbc:postgresql://db/tills",
                "APP_ENV_POSTGRES_USERNAME", "sale",
                "APP_ENV_POSTGRES_PASSWORD", "hush"));

        assertThat(config.database().access().user()).isEqualTo("sale");
        assertThat(config.database().access().password()).isEqualTo("hush");
        assertThat(config.warnings()).isEmpty();
        assertThat(of(Map.of("APP_ENV_DB_URL", "postgres://anna@db/tills"))
                        .database()
                        .access()
                        .password())
                .isEmpty();
    }

    @Test
    void anAddressThatCannotBeRead_isAProblem_withoutItsPassword() {
        assertThatThrownBy(() -> of(Map.of("APP_ENV_DB_URL", "mysql://sale:hush@db/tills")))
                .isInstanceOf(Config.Wrong.class)
                .hasMessageContaining("APP_ENV_DB_URL must begin with jdbc:postgresql://")
                .hasMessageNotContaining("hush");
        assertThat(of(Map.of("APP_ENV_DB_URL", "postgres://db/tills?schema=public"))
                        .warnings())
                .containsExactly(
                        "APP_ENV_DB_URL has the parameter schema, which PostgreSQL's driver does not know: not used");
    }

    private static final String KAFKA_PASSWORD = """
            a"b\\c;d""";

    @Test
    void aPasswordOfKafkaMayHaveAnyCharacter() {
        Config config = of(Map.of(
                "APP_ENV_KAFKA_SASL_MECHANISM", "PLAIN",
                "APP_ENV_KAFKA_SASL_USERNAME", "sale",
                "APP_ENV_KAFKA_SASL_PASSWORD", KAFKA_PASSWORD));

        var entry = JaasContext.loadClientContext(Map.of(
                        "sasl.jaas.config",
                        new Password(config.kafka().security().get("sasl.jaas.config"))))
                .configurationEntries()
                .getFirst();
        assertThat(entry.getOptions()).isEqualTo(Map.of("username", "sale", "password", KAFKA_PASSWORD));
    }

    @Test
    void aMigrationNeedsTheDatabaseOnly() {
        assertThat(Config.of(Map.of("RUN_MODE", "migrate"), true).mode()).isEqualTo(Config.RunMode.MIGRATE);
    }

    @Test
    void theOperatorsTableIsTheOneInTheDocs() throws IOException {
        StringBuilder table = new StringBuilder("| key | default | meaning |\n|---|---|---|\n");
        for (ConfigReader.Setting setting :
                Config.of(Map.of("RUN_MODE", "migrate"), true).settings()) {
            String shown = setting.key().equals("RUN_MODE") ? "serve" : setting.secret() ? "" : setting.value();
            table.append("| `")
                    .append(setting.key())
                    .append("` | ")
                    .append(shown.isEmpty() ? "" : "`" + shown + "`")
                    .append(" | ")
                    .append(setting.meaning())
                    .append(" |\n");
        }
        Path file = Path.of("..", "docs", "settings.md");
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(
                    file,
                    "# Settings\n\nRead from the environment when the service starts, and not again. Wrong settings stop the start; the error names all of them.\n\n"
                            + table);
        }

        assertThat(Files.readString(file)).as("run once with -Ddocs.write=true").contains(table);
    }
}
