package nx.sale.drill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Each fault at a site of its own. Not part of the test suite, which has them all in a row: {@code ops/drills/run.sh} runs it. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class FaultDrills {
    private static final Duration FAULT = Duration.ofSeconds(Integer.getInteger("drill.seconds", 10));
    /** What must be held out for minutes. */
    private static final Duration LONG_FAULT = Duration.ofSeconds(Integer.getInteger("drill.long", 10));

    /** Five minutes of a drill that takes its time. */
    private static final Duration WEBHOOKS = Duration.ofSeconds(Integer.getInteger("drill.webhooks", 10));

    private static final Duration LONGER_THAN_A_CONNECTION_IS_WAITED_FOR = Duration.ofSeconds(35);

    @TempDir
    Path folder;

    private static void drill(DrillSite site, BiFunction<DrillSite, Duration, Fault> made, Duration lasts)
            throws Exception {
        try (site) {
            Fault fault = made.apply(site, lasts);
            Drill.run(fault.name(), site, List.of(fault));
        }
    }

    @Test
    void brokerGone() throws Exception {
        drill(DrillSite.apart(folder), Fault::brokerGone, LONG_FAULT);
    }

    @Test
    void brokerRefuses() throws Exception {
        drill(DrillSite.apart(folder), Fault::brokerRefuses, FAULT);
    }

    @Test
    void clockStepped() throws Exception {
        drill(DrillSite.inside(folder), Fault::clockStepped, FAULT);
    }

    @Test
    void identityGone() throws Exception {
        drill(DrillSite.apart(folder), Fault::identityGone, FAULT);
    }

    @Test
    void postgresFrozen() throws Exception {
        drill(DrillSite.apart(folder), Fault::postgresFrozen, LONGER_THAN_A_CONNECTION_IS_WAITED_FOR);
    }

    @Test
    void postgresKilled() throws Exception {
        drill(DrillSite.apart(folder), Fault::postgresKilled, FAULT);
    }

    @Test
    void pricingFails() throws Exception {
        drill(DrillSite.apart(folder), Fault::pricingFails, FAULT);
    }

    @Test
    void pricingSlow() throws Exception {
        drill(DrillSite.apart(folder), Fault::pricingSlow, FAULT);
    }

    @Test
    void redisGone() throws Exception {
        drill(DrillSite.apart(folder), Fault::redisGone, FAULT);
    }

    @Test
    void webhooksLost() throws Exception {
        drill(DrillSite.apart(folder), Fault::webhooksLost, WEBHOOKS);
    }

    @Test
    void serviceKilled() throws Exception {
        drill(DrillSite.apart(folder), Fault::serviceKilled, LONG_FAULT);
    }
}
