package nx.sale.bootstrap.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.PostgresUrl;

/**
 * PostgreSQL.
 *
 * @param lists what lists and counts may have
 * @param reports what reports may have
 * @param migrateOnBoot whether {@code serve} brings the schema up to date itself
 * @param contract whether {@code migrate} also drops what older builds need
 */
public record DatabaseSettings(
        Database.Access access, Database.Share lists, Database.Share reports, boolean migrateOnBoot, boolean contract) {

    static DatabaseSettings of(ConfigReader read) {
        return new DatabaseSettings(
                access(read),
                share(read, "LIST", "lists and counts", Database.Share.LISTS),
                share(read, "REPORT", "reports", Database.Share.REPORTS),
                read.flag(
                        "APP_ENV_DB_MIGRATE_ON_BOOT",
                        false,
                        "bring the schema up to date before serving (development)"),
                read.flag(
                        "APP_ENV_DB_CONTRACT",
                        false,
                        "RUN_MODE=migrate drops what builds before this release need of the schema: the first run has them"
                                + " refused, the next one drops it"));
    }

    /** {@code APP_ENV_DB_URL} alone decides: the other keys fill in the user and the password where it names none. */
    private static Database.Access access(ConfigReader read) {
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
                Duration.ofMillis(lockTimeout),
                read.choice(
                        "APP_ENV_DB_PLAN_CACHE_MODE",
                        Database.Access.GENERIC_PLANS,
                        "plan_cache_mode of PostgreSQL: one plan for each statement; auto behind a coordinator that spreads"
                                + " tables over machines",
                        Database.Access.GENERIC_PLANS,
                        "auto"));
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
}
