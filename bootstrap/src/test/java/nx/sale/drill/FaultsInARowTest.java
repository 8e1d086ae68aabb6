package nx.sale.drill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the fault drills: every fault, one after the other, while the same tills go on selling. */
class FaultsInARowTest {
    private static final Duration LASTS = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    @Test
    void everyDependencyFails_andNothingIsLost() throws Exception {
        try (DrillSite site = DrillSite.apart(folder)) {
            Drill.run(
                    "All in a row",
                    site,
                    List.of(
                            Fault.brokerGone(site, LASTS),
                            Fault.brokerRefuses(site, LASTS),
                            Fault.identityGone(site, LASTS),
                            Fault.postgresFrozen(site, LASTS),
                            Fault.postgresKilled(site, LASTS),
                            Fault.pricingFails(site, LASTS),
                            Fault.pricingSlow(site, LASTS),
                            Fault.serviceKilled(site, LASTS),
                            Fault.redisGone(site, LASTS)));
        }
    }

    @Test
    void theClockIsStepped_andNothingIsLost() throws Exception {
        try (DrillSite site = DrillSite.inside(folder)) {
            Drill.run("The clock", site, List.of(Fault.clockStepped(site, LASTS)));
        }
    }

    // STORE-12
    @Test
    void thisBuildSellsOnBothKeys_andWhileTheOldOnesAreDropped() throws Exception {
        try (DrillSite site = DrillSite.upgraded(folder)) {
            Drill.run("Both keys", site, List.of(Fault.oldKeysDropped(site, LASTS)));
        }
    }
}
