package nx.sale.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import nx.sale.postgres.sql.Database.Contraction;

/**
 * Something that breaks at a drill's site.
 *
 * @param breaks breaks it and lets it be so for a while
 * @param mends mends it
 */
public record Fault(String name, Step breaks, Step mends) {
    public interface Step {
        void run() throws Exception;
    }

    private static final Step NEVER = () -> {};

    private static Step during(Duration lasts, Step breaks) {
        return () -> {
            breaks.run();
            DrillSite.pause(lasts);
        };
    }

    public static Fault brokerGone(DrillSite site, Duration lasts) {
        return new Fault(
                "Kafka unavailable for " + lasts.toSeconds() + " s", during(lasts, site::stopKafka), site::startKafka);
    }

    public static Fault brokerRefuses(DrillSite site, Duration lasts) {
        return new Fault(
                "Kafka takes nothing", during(lasts, () -> site.kafkaRefuses(true)), () -> site.kafkaRefuses(false));
    }

    public static Fault clockStepped(DrillSite site, Duration lasts) {
        return new Fault(
                "Clock five seconds ahead, then back",
                during(lasts, () -> site.stepClock(Duration.ofSeconds(5))),
                () -> site.stepClock(Duration.ZERO));
    }

    public static Fault identityGone(DrillSite site, Duration lasts) {
        return new Fault(
                "Identity unavailable",
                during(lasts, () -> site.sisters().up("identity", false)),
                () -> site.sisters().up("identity", true));
    }

    public static Fault postgresFrozen(DrillSite site, Duration lasts) {
        return new Fault(
                "PostgreSQL hangs for " + lasts.toSeconds() + " s",
                during(lasts, site::freezePostgres),
                site::thawPostgres);
    }

    public static Fault postgresKilled(DrillSite site, Duration lasts) {
        return new Fault("PostgreSQL killed", during(lasts, site::killPostgres), site::startPostgres);
    }

    /** Not a fault of anybody's: the second step of the keys by merchant, after the first one came with the start (STORE-12). */
    static Fault oldKeysDropped(DrillSite site, Duration lasts) {
        return new Fault(
                "Keys without merchant dropped",
                during(lasts, () -> assertThat(site.dropOldKeys()).isEqualTo(Contraction.ANNOUNCED)),
                () -> assertThat(site.dropOldKeys()).isEqualTo(Contraction.CONTRACTED));
    }

    public static Fault pricingFails(DrillSite site, Duration lasts) {
        return new Fault(
                "Pricing fails",
                during(lasts, () -> site.sisters().up("pricing", false)),
                () -> site.sisters().up("pricing", true));
    }

    public static Fault pricingSlow(DrillSite site, Duration lasts) {
        return new Fault(
                "Pricing takes five seconds",
                during(lasts, () -> site.sisters().slow("pricing", 5_000)),
                () -> site.sisters().slow("pricing", 0));
    }

    public static Fault redisGone(DrillSite site, Duration lasts) {
        return new Fault("Redis unavailable to the end", during(lasts, site::stopRedis), NEVER);
    }

    public static Fault webhooksLost(DrillSite site, Duration lasts) {
        return new Fault(
                "Every webhook lost for " + lasts.toSeconds() + " s",
                during(lasts, () -> site.loseWebhooks(true)),
                () -> site.loseWebhooks(false));
    }

    public static Fault serviceKilled(DrillSite site, Duration lasts) {
        Random random = new Random(7);
        return new Fault(
                "Service killed -9, again and again for " + lasts.toSeconds() + " s",
                () -> {
                    Instant end = Instant.now().plus(lasts);
                    while (Instant.now().isBefore(end)) {
                        site.killService();
                        site.startService();
                        DrillSite.pause(Duration.ofMillis(500 + random.nextInt(3_000)));
                    }
                },
                NEVER);
    }
}
