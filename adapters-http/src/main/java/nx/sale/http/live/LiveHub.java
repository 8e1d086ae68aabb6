package nx.sale.http.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.live.LiveUpdate;
import nx.sale.domain.live.LiveUpdates;
import nx.sale.http.json.Json;

/**
 * Where every update goes through: to the screens that watch here, and over the bus to the other replicas. Handing one over is putting it
 * in a queue; one thread takes them from there, in order, and writes each down once for all screens of a room. What a screen does not
 * take is its own queue's matter; when the hub's own is full, updates are lost and counted.
 *
 * <p>Every update has a position. The last {@value #KEPT} are kept, so that a screen that lost its connection for a moment can be sent
 * what it missed, or that it must read again.
 */
public final class LiveHub implements LiveUpdates, AutoCloseable {
    static final int KEPT = 2_000;
    private static final int WAITING = 20_000;

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
        void take(String text);
    }

    /** A room of one merchant: {@code device/till-1} of two merchants are two. */
    record Place(MerchantId merchant, String room) {}

    private record Kept(long position, LiveUpdate update) {}

    private final Bus bus;
    private final String instance;
    private final Map<Place, Set<Watcher>> watchers = new HashMap<>();
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final AtomicLong emitted = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Executor inOrder;
    private long position;

    /**
     * @param instance tells this hub's positions from those of another
     */
    public LiveHub(Bus bus, String instance) {
        this(bus, instance, oneThread());
    }

    LiveHub(Bus bus, String instance, Executor inOrder) {
        this.bus = bus;
        this.instance = instance;
        this.inOrder = inOrder;
    }

    private static ExecutorService oneThread() {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("live-hub").factory());
    }

    @Override
    public void emit(LiveUpdate update) {
        inTurn(() -> {
            emitted.incrementAndGet();
            deliver(update);
            bus.publish(update);
        });
    }

    /** Shows an update that another replica emitted. */
    public void received(LiveUpdate update) {
        inTurn(() -> deliver(update));
    }

    private void inTurn(Runnable task) {
        try {
            inOrder.execute(task);
        } catch (RejectedExecutionException tooMany) {
            lost.incrementAndGet();
        }
    }

    private synchronized void deliver(LiveUpdate update) {
        position++;
        kept.addLast(new Kept(position, update));
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        for (String room : update.rooms()) {
            Set<Watcher> there = watchers.getOrDefault(new Place(update.merchant(), room), Set.of());
            if (!there.isEmpty()) {
                String text = text(room, update, position);
                List.copyOf(there).forEach(watcher -> watcher.take(text));
            }
        }
    }

    private String text(String room, LiveUpdate update, long at) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", "event");
        event.put("room", room);
        event.put("topic", update.topic());
        event.put("data", update.data());
        event.put("resume", resume(at));
        return Json.text(event);
    }

    /**
     * Lets a watcher see rooms from now on: first it takes the welcome, then what it has missed of a room, then what happens. A room that it
     * watches already is not reported again.
     *
     * @param missedSince the rooms, each with the position after which the watcher has missed what is kept; 0 for nothing
     */
    synchronized void watch(Map<Place, Long> missedSince, Watcher watcher, String welcome) {
        Map<Place, Long> fresh = new LinkedHashMap<>(missedSince);
        missedSince.forEach((place, since) -> {
            if (!watchers.computeIfAbsent(place, room -> new LinkedHashSet<>()).add(watcher)) {
                fresh.remove(place);
            }
        });
        watcher.take(welcome);
        fresh.forEach((place, since) -> {
            if (since > 0) {
                new ArrayList<>(kept)
                        .stream()
                                .filter(one -> one.position() > since)
                                .filter(one -> one.update().merchant().equals(place.merchant())
                                        && one.update().rooms().contains(place.room()))
                                .forEach(one -> watcher.take(text(place.room(), one.update(), one.position())));
            }
        });
    }

    /** How many screens watch each room of a merchant, and under {@code ""} how many there are. */
    public synchronized Map<String, Integer> watched(MerchantId merchant) {
        Map<String, Integer> rooms = new TreeMap<>();
        Set<Watcher> screens = new HashSet<>();
        watchers.forEach((place, there) -> {
            if (place.merchant().equals(merchant)) {
                rooms.put(place.room(), there.size());
                screens.addAll(there);
            }
        });
        rooms.put("", screens.size());
        return rooms;
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

    private String resume(long at) {
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

    /** Updates that came faster than they could be shown. */
    public double lostCount() {
        return lost.get();
    }

    @Override
    public void close() {
        if (inOrder instanceof ExecutorService thread) {
            thread.shutdownNow();
        }
    }
}
