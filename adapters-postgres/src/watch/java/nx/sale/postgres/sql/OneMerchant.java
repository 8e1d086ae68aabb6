package nx.sale.postgres.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A transaction that binds two merchants fails the test that it is in; what runs in the background, the next that ends (STORE-15). */
public final class OneMerchant implements Recorder, AfterEachCallback, AfterAllCallback {
    private static final Map<Object, Set<Object>> TRANSACTIONS = Collections.synchronizedMap(new WeakHashMap<>());
    private static final Queue<String> MIXED = new ConcurrentLinkedQueue<>();
    private static final ThreadLocal<List<Sent>> NOTED = new ThreadLocal<>();

    @Override
    public void sent(Object transaction, Sent statement) {
        List<Sent> noted = NOTED.get();
        if (noted != null) {
            noted.add(statement);
        }
        if (statement.text().equals("commit")) {
            TRANSACTIONS.remove(transaction);
            return;
        }
        Set<Object> merchants = TRANSACTIONS.computeIfAbsent(transaction, first -> new HashSet<>());
        if (merchants.addAll(statement.merchants()) && merchants.size() > 1) {
            MIXED.add(merchants + " at " + statement.text());
        }
    }

    /** The statements that this thread sends meanwhile. */
    static List<Sent> during(Runnable work) {
        List<Sent> noted = new ArrayList<>();
        NOTED.set(noted);
        try {
            work.run();
        } finally {
            NOTED.remove();
        }
        return noted;
    }

    /** The statements that brought a second merchant into a transaction, and forgets them. */
    static List<String> takeMixed() {
        List<String> taken = new ArrayList<>();
        for (String mixed = MIXED.poll(); mixed != null; mixed = MIXED.poll()) {
            taken.add(mixed);
        }
        return taken;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        requireNone();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        requireNone();
    }

    private static void requireNone() {
        List<String> mixed = takeMixed();
        if (!mixed.isEmpty()) {
            throw new AssertionError("transactions of more than one merchant: " + String.join("\n", mixed));
        }
    }
}
