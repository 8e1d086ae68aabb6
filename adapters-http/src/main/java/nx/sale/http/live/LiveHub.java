package nx.sale.http.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import nx.sale.domain.shared.LiveUpdate;
import nx.sale.domain.shared.LiveUpdates;
import nx.sale.domain.shared.MerchantId;

/**
 * Where every update goes through: to the screens that watch here, and over the bus to the other replicas. Handing one over costs a few
 * map look-ups and never waits: what a screen does not take is its own queue's matter.
 *
 * <p>Every update has a position. The last {@value #KEPT} are kept, so that a screen that lost its connection for a moment can be told
 * what it missed, or that it must read again.
 */
public final class LiveHub implements LiveUpdates {
    static final int KEPT = 2_000;

    /** The way to the other replicas. */
    public interface Bus {
        /** Hands an update over; never waits, never fails. */
        void publish(LiveUpdate update);

        /** A lone replica has none. */
        Bus NONE = update -> {};
    }

    /** A screen that watches rooms. */
    interface Watcher {
        /** Takes one more message, or is dropped by its own doing; never waits. */
        void take(String room, LiveUpdate update, long position);
    }

    /** A room of one merchant: {@code device/till-1} of two merchants are two. */
    record Place(MerchantId merchant, String room) {}

    private record Kept(long position, LiveUpdate update) {}

    private final Bus bus;
    private final String instance;
    private final Map<Place, Set<Watcher>> watchers = new HashMap<>();
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final AtomicLong emitted = new AtomicLong();
    private long position;

    /**
     * @param instance tells this hub's positions from those of another
     */
    public LiveHub(Bus bus, String instance) {
        this.bus = bus;
        this.instance = instance;
    }

    @Override
    public void emit(LiveUpdate update) {
        emitted.incrementAndGet();
        deliver(update);
        bus.publish(update);
    }

    /** Shows an update that another replica emitted. */
    public synchronized void deliver(LiveUpdate update) {
        position++;
        kept.addLast(new Kept(position, update));
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        for (String room : update.rooms()) {
            for (Watcher watcher : List.copyOf(watchers.getOrDefault(new Place(update.merchant(), room), Set.of()))) {
                watcher.take(room, update, position);
            }
        }
    }

    /** Lets a watcher see a room from now on, and what it has missed since a position, when that is known here. */
    synchronized void watch(Place place, Watcher watcher, long since) {
        watchers.computeIfAbsent(place, room -> new LinkedHashSet<>()).add(watcher);
        if (since > 0) {
            new ArrayList<>(kept)
                    .stream()
                            .filter(one -> one.position() > since)
                            .filter(one -> one.update().merchant().equals(place.merchant())
                                    && one.update().rooms().contains(place.room()))
                            .forEach(one -> watcher.take(place.room(), one.update(), one.position()));
        }
    }

    synchronized void leave(Place place, Watcher watcher) {
        Set<Watcher> there = watchers.get(place);
        if (there != null && there.remove(watcher) && there.isEmpty()) {
            watchers.remove(place);
        }
    }

    synchronized void leave(Watcher watcher) {
        List.copyOf(watchers.keySet()).forEach(place -> leave(place, watcher));
    }

    /** Whether everything after this position is still kept: then nothing is missed. */
    synchronized boolean remembers(long since) {
        return since > 0
                && since <= position
                && (kept.isEmpty() || kept.getFirst().position() <= since + 1);
    }

    /** Names the present moment, for a screen that may have to come back. */
    synchronized String resume() {
        return resume(position);
    }

    String resume(long at) {
        return instance + "-" + at;
    }

    /** The position a resume hint of this hub names; 0 when it comes from another one. */
    long since(String resume) {
        String prefix = instance + "-";
        String digits = resume.startsWith(prefix) ? resume.substring(prefix.length()) : "";
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
    }

    public double emittedCount() {
        return emitted.get();
    }
}
