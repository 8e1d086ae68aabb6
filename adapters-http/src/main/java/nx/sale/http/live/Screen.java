package nx.sale.http.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import nx.sale.domain.access.Caller;
import nx.sale.domain.id.IdText;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.live.RoomOwners;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connected screen (LIVE-2): signs in with its first message, then watches rooms of merchants where it may.
 *
 * <pre>
 *   connected -- {token} within 5 s --&gt; signed in -- {subscribe} {unsubscribe} --&gt; events, heartbeats
 *        \                                  \
 *         +--&gt; closed 4401                   +--&gt; closed: 4401 the token is over, 4408 too slow
 * </pre>
 *
 * One message is on its way at a time, the others wait in a short queue. A screen whose queue is full, or that has not taken a message
 * for ten seconds, is dropped: it costs the others nothing.
 */
final class Screen implements LiveHub.Watcher {
    private static final Logger log = LoggerFactory.getLogger(Screen.class);
    static final int QUEUE = 1_000;
    private static final int ROOMS = 200;
    private static final int NOT_SIGNED_IN = 4401;
    private static final int TOO_SLOW = 4408;
    private static final Duration SIGN_IN = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /** The connection under it. */
    interface Wire {
        /** Sends one message; {@code done} is called when the other side's system has taken it, or the connection is closed. */
        void send(String text, Runnable done);

        /** Says farewell. A reader that has stalled never hears it. */
        void close(int code, String reason);

        /** Cuts the connection. */
        void cut();
    }

    private final Wire wire;
    private final LiveHub hub;
    private final StreamGate gate;
    private final RoomOwners owners;
    private final Clock clock;
    private final Instant connectedAt;
    private final Set<LiveHub.Place> watched = new HashSet<>();
    /** Rooms whose missed updates have all been sent. */
    private final Set<LiveHub.Place> resumedPlaces = new HashSet<>();

    private final Deque<String> queue = new ArrayDeque<>();
    private volatile Optional<Caller> caller = Optional.empty();
    private volatile Optional<MerchantId> merchant = Optional.empty();
    private volatile long since;
    private boolean sending;
    private volatile boolean closed;
    private Instant sendingSince;
    private Instant lastSent;
    private volatile Instant closedAt;

    Screen(Wire wire, LiveHub hub, StreamGate gate, RoomOwners owners, Clock clock) {
        this.wire = wire;
        this.hub = hub;
        this.gate = gate;
        this.owners = owners;
        this.clock = clock;
        connectedAt = clock.instant();
        sendingSince = connectedAt;
        lastSent = connectedAt;
        closedAt = connectedAt;
    }

    /** A message from the screen. What it asks for is done in this order: sign in, unsubscribe, subscribe; each part has an answer. */
    void received(String text) {
        try {
            received(ScreenMessage.read(text));
        } catch (InvalidInput invalid) {
            refuse("", invalid.detail());
        } catch (Unavailable unavailable) {
            refuse("", unavailable.part().code());
        }
    }

    /** A message that is not text. */
    void receivedBinary() {
        refuse("", "messages are text");
    }

    private void received(ScreenMessage message) {
        if (!message.has("token") && caller.isEmpty()) {
            close(NOT_SIGNED_IN, "send {token} first");
            return;
        }
        if (message.strange()) {
            refuse("", "send {token}, {subscribe:[rooms]} or {unsubscribe:[rooms]}");
        }
        if (message.has("token")) {
            signIn(message.parts());
        }
        if (!message.asksForRooms() || closed) {
            return;
        }
        Set<String> left = message.rooms("unsubscribe", ROOMS);
        Set<String> wanted = message.rooms("subscribe", ROOMS);
        if (message.has("unsubscribe")) {
            unsubscribe(left);
        }
        if (message.has("subscribe")) {
            subscribe(wanted);
        }
    }

    private void signIn(Map<?, ?> message) {
        if (!(message.get("token") instanceof String token)) {
            close(NOT_SIGNED_IN, "the token must be text");
            return;
        }
        try {
            Caller signedIn = gate.caller(token);
            if (caller.filter(
                            known -> !known.actor().id().equals(signedIn.actor().id()))
                    .isPresent()) {
                close(NOT_SIGNED_IN, "the new token belongs to another user");
                return;
            }
            caller = Optional.of(signedIn);
        } catch (Rejected rejected) {
            close(NOT_SIGNED_IN, "the token is not valid");
            return;
        }
        if (message.containsKey("merchantId")) {
            OptionalLong id =
                    message.get("merchantId") instanceof String text ? IdText.read(text) : OptionalLong.empty();
            if (id.isPresent()) {
                merchant = Optional.of(new MerchantId(id.getAsLong()));
            } else {
                refuse("", "merchantId must be an id, as text");
            }
        }
        boolean complete = false;
        if (message.containsKey("resume")) {
            complete = resumed(message.get("resume"));
        }
        Map<String, Object> ready = new LinkedHashMap<>();
        ready.put("type", "ready");
        ready.put("heartbeatSeconds", HEARTBEAT.toSeconds());
        ready.put("until", caller.map(Caller::until).map(Instant::toString).orElse(""));
        ready.put("complete", complete);
        ready.put("resume", hub.resume());
        offer(Json.text(ready));
    }

    /** Whether all that was missed since then is still known; what is known in part only is not sent, it must be read again. */
    private synchronized boolean resumed(@Nullable Object hint) {
        long position = hint instanceof String text ? hub.since(text) : 0;
        boolean complete = hub.remembers(position);
        since = complete ? position : 0;
        resumedPlaces.clear();
        return complete;
    }

    private void subscribe(Set<String> names) {
        Map<LiveHub.Place, Long> places = new LinkedHashMap<>();
        for (String name : names) {
            try {
                admitted(name).ifPresent(place -> places.put(place, missedSince(place)));
            } catch (Unavailable unavailable) {
                refuse(name, unavailable.part().code());
            }
        }
        List<String> accepted =
                places.keySet().stream().map(LiveHub.Place::room).toList();
        hub.watch(places, this, Json.text(Map.of("type", "subscribed", "rooms", accepted)));
        if (closed) {
            hub.leave(this); // it went while it was let in
        }
    }

    /** Sends the missed updates of a room once, however often it is subscribed to. */
    private synchronized long missedSince(LiveHub.Place place) {
        return resumedPlaces.add(place) ? since : 0;
    }

    private Optional<LiveHub.Place> admitted(String name) {
        Optional<Room> room = Room.named(name);
        if (room.isEmpty()) {
            refuse(name, "there is no such room");
            return Optional.empty();
        }
        Optional<LiveHub.Place> known = room.get().kind() == Room.Kind.DEVICE ? Optional.empty() : watching(name);
        if (known.isPresent()) {
            return known;
        }
        if (full()) {
            refuse(name, "a screen watches at most " + ROOMS + " rooms");
            return Optional.empty();
        }
        Optional<MerchantId> owner = owner(room.get());
        if (owner.isEmpty()) {
            refuse(name, room.get().kind() == Room.Kind.DEVICE ? "sign in with a merchantId" : "there is no such room");
            return Optional.empty();
        }
        if (!gate.allowed(caller.orElseThrow(), owner.get(), room.get().kind().permission())) {
            refuse(name, "there is no such room");
            return Optional.empty();
        }
        LiveHub.Place place = new LiveHub.Place(owner.get(), name);
        if (!enter(place)) {
            refuse(name, "a screen watches at most " + ROOMS + " rooms");
            return Optional.empty();
        }
        return Optional.of(place);
    }

    private synchronized Optional<LiveHub.Place> watching(String name) {
        return watched.stream().filter(place -> place.room().equals(name)).findFirst();
    }

    private synchronized boolean full() {
        return watched.size() >= ROOMS;
    }

    private synchronized boolean enter(LiveHub.Place place) {
        if (closed || watched.size() >= ROOMS && !watched.contains(place)) {
            return false;
        }
        watched.add(place);
        return true;
    }

    private Optional<MerchantId> owner(Room room) {
        return switch (room.kind()) {
            case MERCHANT -> Optional.of(new MerchantId(room.id()));
            case DEVICE -> merchant;
            case SALE_ORDER, KITCHEN_STATION, ALLOCATION_ZONE, ALLOCATION_UNIT ->
                owners.find(room.kind().owner().orElseThrow(), room.id());
        };
    }

    private void unsubscribe(Set<String> wanted) {
        List<LiveHub.Place> left;
        synchronized (this) {
            left = watched.stream()
                    .filter(place -> wanted.contains(place.room()))
                    .toList();
            left.forEach(watched::remove);
        }
        left.forEach(place -> hub.leave(place, this));
        offer(Json.text(Map.of(
                "type",
                "unsubscribed",
                "rooms",
                left.stream().map(LiveHub.Place::room).toList())));
    }

    private void refuse(String room, String reason) {
        offer(Json.text(Map.of("type", "refused", "room", room, "reason", reason)));
    }

    @Override
    public void take(String text) {
        offer(text);
    }

    private void offer(String text) {
        boolean full;
        synchronized (this) {
            if (closed) {
                return;
            }
            full = sending && queue.size() >= QUEUE;
            if (sending && !full) {
                queue.addLast(text);
                return;
            }
            if (!full) {
                sending = true;
                sendingSince = clock.instant();
            }
        }
        if (full) {
            close(TOO_SLOW, "too slow: read again and come back");
        } else {
            wire.send(text, this::sent);
        }
    }

    private void sent() {
        @Nullable String next;
        synchronized (this) {
            lastSent = clock.instant();
            next = closed ? null : queue.pollFirst();
            sending = next != null;
            sendingSince = lastSent;
        }
        if (next != null) {
            wire.send(next, this::sent);
        }
    }

    /** Looks after time: the sign-in that does not come, the token that ends, the reader that has stalled, the heartbeat. */
    void tick() {
        Instant now = clock.instant();
        if (closed) {
            if (now.isAfter(closedAt.plus(FAREWELL))) {
                wire.cut();
            }
            return;
        }
        boolean stalled;
        boolean silent;
        synchronized (this) {
            stalled = sending && now.isAfter(sendingSince.plus(PATIENCE));
            silent = !sending && now.isAfter(lastSent.plus(HEARTBEAT));
        }
        if (caller.isEmpty()) {
            if (now.isAfter(connectedAt.plus(SIGN_IN))) {
                close(NOT_SIGNED_IN, "no token was received");
            }
        } else if (now.isAfter(caller.get().until())) {
            close(NOT_SIGNED_IN, "the token has expired");
        } else if (stalled) {
            close(TOO_SLOW, "too slow: read again and come back");
        } else if (silent) {
            offer(Json.text(Map.of("type", "heartbeat", "at", now.toString(), "resume", hub.resume())));
        }
    }

    private void close(int code, String reason) {
        if (disconnect()) {
            log.atInfo()
                    .addKeyValue("code", code)
                    .addKeyValue("reason", reason)
                    .log("Screen disconnected by the service");
            wire.close(code, reason);
        }
    }

    /** Marks the connection as closed; false when it was already. */
    boolean disconnect() {
        synchronized (this) {
            if (closed) {
                return false;
            }
            closed = true;
            closedAt = clock.instant();
            queue.clear();
        }
        hub.leave(this);
        return true;
    }
}
