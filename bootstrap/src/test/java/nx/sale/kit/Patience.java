package nx.sale.kit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** How long a test waits for what must come: a minute, for a busy machine is no fault of the service. What is late by a rule says its time itself. */
public final class Patience implements LauncherSessionListener {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(LONG_ENOUGH);
    }
}
