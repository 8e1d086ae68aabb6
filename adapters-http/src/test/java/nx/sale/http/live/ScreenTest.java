package nx.sale.http.live;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Caller;
import nx.sale.domain.access.Permission;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.live.LiveUpdate;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import org.junit.jupiter.api.Test;

/** A screen over time: heartbeats, tokens that end, readers that stall. */
class ScreenTest {
    private static final MerchantId MERCHANT = new MerchantId(7);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** A clock that stands until it is moved. */
    private static final class FixedClock extends Clock {
        private Instant now = NOON;

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** A connection that takes messages, or does not. */
    private static final class Wire implements Screen.Wire {
        private final List<String> taken = new ArrayList<>();
        private final List<Runnable> waiting = new ArrayList<>();
        private Optional<Integer> closedWith = Optional.empty();
        private boolean reading = true;
        private boolean cut;

        @Override
        public void send(String text, Runnable done) {
            taken.add(text);
            if (reading) {
                done.run();
            } else {
                waiting.add(done);
            }
        }

        @Override
        public void close(int code, String reason) {
            closedWith = Optional.of(code);
        }

        @Override
        public void cut() {
            cut = true;
        }
    }

    private static final StreamGate GATE = new StreamGate() {
        @Override
        public Caller caller(String token) {
            if (token.startsWith("bad")) {
                throw new Rejected(new AccessError.NotSignedIn("no"));
            }
            return new Caller(Actor.user(token, token), Set.of(), NOON.plus(Duration.ofMinutes(10)));
        }

        @Override
        public boolean allowed(Caller caller, MerchantId merchant, Permission permission) {
            return merchant.equals(MERCHANT);
        }
    };

    private final FixedClock clock = new FixedClock();
    private final LiveHub hub = new LiveHub(LiveHub.Bus.NONE, "hub", Runnable::run);
    private final Wire wire = new Wire();
    private final Screen screen = new Screen(wire, hub, GATE, (kind, id) -> Optional.of(MERCHANT), clock);

    private static LiveUpdate update(int number) {
        return new LiveUpdate(MERCHANT, "topic", Map.of("number", Integer.toString(number)), List.of("merchant/7"));
    }

    private void watching() {
        screen.received(json("{'token':'lan'}"));
        screen.received(json("{'subscribe':['merchant/7']}"));
        wire.taken.clear();
    }

    private void after(Duration time) {
        clock.forward(time);
        screen.tick();
    }

    // LIVE-6
    @Test
    void idleScreenGetsAHeartbeat_andABusyOneDoesNot() {
        watching();
        after(Duration.ofSeconds(14));
        hub.emit(update(1));
        after(Duration.ofSeconds(14));
        assertThat(wire.taken).hasSize(1);

        after(Duration.ofSeconds(2));

        assertThat(wire.taken.getLast()).contains(json("'type':'heartbeat'")).contains(json("'resume':'hub-1'"));
    }

    // LIVE-2
    @Test
    void connectionWithoutSignInOrWithAnExpiredTokenIsClosed() {
        after(Duration.ofSeconds(5));
        assertThat(wire.closedWith).isEmpty();
        screen.received(json("{'token':'lan'}"));
        after(Duration.ofMinutes(9));
        assertThat(wire.closedWith).isEmpty();

        after(Duration.ofMinutes(1));
        assertThat(wire.closedWith).contains(4401);

        Wire silent = new Wire();
        Screen other = new Screen(silent, hub, GATE, (kind, id) -> Optional.empty(), clock);
        clock.forward(Duration.ofSeconds(6));
        other.tick();
        assertThat(silent.closedWith).contains(4401);
    }

    // LIVE-7
    @Test
    void aStalledReaderIsDropped_byTimeOrByItsQueue() {
        watching();
        wire.reading = false;
        hub.emit(update(1));
        hub.emit(update(2));
        after(Duration.ofSeconds(9));
        assertThat(wire.closedWith).isEmpty();
        after(Duration.ofSeconds(2));
        assertThat(wire.closedWith).contains(4408);
        assertThat(wire.taken).as("one on its way, the other waited").hasSize(1);
        assertThat(wire.cut).isFalse();
        after(Duration.ofSeconds(3));
        assertThat(wire.cut).as("it does not hear the farewell either").isTrue();

        Wire flooded = new Wire();
        Screen other = new Screen(flooded, hub, GATE, (kind, id) -> Optional.of(MERCHANT), clock);
        other.received(json("{'token':'lan'}"));
        other.received(json("{'subscribe':['merchant/7']}"));
        flooded.reading = false;
        IntStream.rangeClosed(1, Screen.QUEUE + 1).forEach(number -> hub.emit(update(number)));
        assertThat(flooded.closedWith).isEmpty();
        hub.emit(update(0));
        assertThat(flooded.closedWith).contains(4408);
        hub.emit(update(0));
        assertThat(flooded.taken).as("hears no more").hasSize(3);
    }

    @Test
    void messagesComeInOrder_howeverSlowTheyAreTaken() {
        watching();
        wire.reading = false;
        IntStream.rangeClosed(1, 20).forEach(number -> hub.emit(update(number)));
        while (wire.taken.size() < 20) {
            wire.waiting.removeFirst().run();
        }

        assertThat(wire.taken)
                .extracting(text -> text.replaceAll(json(".*'number':'(\\d+)'.*"), "$1"))
                .isEqualTo(
                        IntStream.rangeClosed(1, 20).mapToObj(Integer::toString).toList());
    }

    // LIVE-8
    @Test
    void missedUpdatesAreResumedWhileKept() {
        IntStream.rangeClosed(1, 5).forEach(number -> hub.emit(update(number)));
        screen.received(json("{'token':'lan','resume':'hub-3'}"));
        assertThat(wire.taken.getLast()).contains(json("'complete':true"));
        screen.received(json("{'subscribe':['merchant/7']}"));
        assertThat(wire.taken)
                .filteredOn(text -> text.contains(json("'event'")))
                .hasSize(2);

        IntStream.rangeClosed(1, LiveHub.KEPT + 1).forEach(number -> hub.emit(update(number)));
        for (String resume : List.of("hub-3", "hub-99999", "other-5", "hub-", "hub-x", "")) {
            Wire later = new Wire();
            new Screen(later, hub, GATE, (kind, id) -> Optional.of(MERCHANT), clock)
                    .received(json("{'token':'lan','resume':'%s'}", resume));
            assertThat(later.taken.getLast()).as(resume).contains(json("'complete':false"));
        }
    }

    private List<String> types() {
        return wire.taken.stream()
                .map(text -> text.replaceAll(json(".*'type':'(\\w+)'.*"), "$1"))
                .toList();
    }

    // LIVE-8
    @Test
    void missedUpdatesAreResentOnce_howeverOftenARoomIsSubscribed() {
        IntStream.rangeClosed(1, 5).forEach(number -> hub.emit(update(number)));
        screen.received(json("{'token':'lan','resume':'hub-3'}"));
        wire.taken.clear();

        screen.received(json("{'subscribe':['merchant/7','merchant/7']}"));
        screen.received(json("{'subscribe':['merchant/7']}"));
        screen.received(json("{'unsubscribe':['merchant/7']}"));
        screen.received(json("{'subscribe':['merchant/7']}"));
        screen.received(json("{'token':'lan'}"));
        screen.received(json("{'subscribe':['merchant/7']}"));

        assertThat(types())
                .containsExactly(
                        "subscribed",
                        "event",
                        "event",
                        "subscribed",
                        "unsubscribed",
                        "subscribed",
                        "ready",
                        "subscribed");
        assertThat(wire.taken.getFirst()).contains(json("'rooms':['merchant/7']"));
        hub.emit(update(6));
        assertThat(types().getLast()).isEqualTo("event");
        assertThat(types()).filteredOn("event"::equals).hasSize(3);
    }

    /** What is no longer known whole is read again; a part of it would only confuse. */
    // LIVE-8
    @Test
    void partlyKnownHistoryIsNotResumed() {
        IntStream.rangeClosed(1, LiveHub.KEPT + 10).forEach(number -> hub.emit(update(number)));
        for (String resume :
                List.of(json("'hub-3'"), json("'hub-99999'"), json("'other-5'"), "5", "null", "{}", json("'hub--1'"))) {
            Wire later = new Wire();
            Screen other = new Screen(later, hub, GATE, (kind, id) -> Optional.of(MERCHANT), clock);
            other.received(json("{'token':'lan','resume':%s}", resume));
            other.received(json("{'subscribe':['merchant/7']}"));
            assertThat(later.taken).as(resume).hasSize(2);
            assertThat(later.taken.getFirst()).contains(json("'complete':false"));
        }
    }

    // LIVE-4
    @Test
    void everyPartOfAMessageIsDone() {
        screen.received(json("{'subscribe':['sale-order/1'],'token':'lan'}"));
        assertThat(types()).containsExactly("ready", "subscribed");
        wire.taken.clear();

        screen.received(json("{'subscribe':['sale-order/2'],'unsubscribe':['sale-order/1']}"));
        assertThat(wire.taken).hasSize(2);
        assertThat(wire.taken.get(0)).contains("unsubscribed").contains("sale-order/1");
        assertThat(wire.taken.get(1)).contains(json("'subscribed'")).contains("sale-order/2");
        wire.taken.clear();

        screen.received(json("{'subscribe':[]}"));
        screen.received(json("{'unsubscribe':[]}"));
        screen.received(json("{'subscribe':['cellar/1']}"));
        assertThat(types()).containsExactly("subscribed", "unsubscribed", "refused", "subscribed");
        assertThat(wire.taken.getLast()).contains(json("'rooms':[]"));
        assertThat(hub.watched(MERCHANT)).containsEntry("sale-order/2", 1).doesNotContainKey("sale-order/1");
    }

    // LIVE-4
    @Test
    void invalidMessageIsRejected_andTheConnectionStays() {
        watching();
        for (String message : List.of(
                "",
                "nonsense",
                "[]",
                "5",
                "null",
                "{}",
                json("{'subscribe':'merchant/7'}"),
                json("{'subscribe':null}"),
                json("{'subscribe':{}}"),
                json("{'subscribe':[1]}"),
                json("{'subscribe':[null]}"),
                json("{'subscribe':[['merchant/7']]}"),
                json("{'unsubscribe':7}"),
                json("{'subscribed':['merchant/7']}"),
                json("{'subscribe':[],'subscribe':[]}"),
                "[".repeat(100))) {
            wire.taken.clear();
            screen.received(message);
            assertThat(types()).as(message).containsExactly("refused");
            assertThat(wire.taken.getFirst()).as(message).doesNotContain("Number[");
        }
        wire.taken.clear();
        screen.receivedBinary();
        assertThat(types()).containsExactly("refused");
        assertThat(wire.closedWith).isEmpty();
        hub.emit(update(1));
        assertThat(types().getLast()).isEqualTo("event");
    }

    /** Who asks for too many rooms asks nobody: not one of them is looked up. */
    @Test
    void tooManyRoomsAreRejectedWithoutALookup() {
        List<Long> asked = new ArrayList<>();
        Wire own = new Wire();
        Screen curious = new Screen(
                own,
                hub,
                GATE,
                (kind, id) -> {
                    asked.add(id);
                    return Optional.of(MERCHANT);
                },
                clock);
        curious.received(json("{'token':'lan'}"));

        curious.received(subscribing(1_700));
        assertThat(asked).isEmpty();
        assertThat(own.taken.getLast()).contains("refused").contains("at most 200");

        curious.received(subscribing(200));
        assertThat(asked).hasSize(200);
        curious.received(json("{'subscribe':['sale-order/900','sale-order/901','sale-order/1']}"));
        assertThat(asked).as("a full screen asks for no more").hasSize(200);
        assertThat(own.taken.getLast()).contains(json("'subscribed'")).contains(json("['sale-order/1']"));
    }

    private static String subscribing(int rooms) {
        return IntStream.rangeClosed(1, rooms)
                .mapToObj(room -> json("'sale-order/%s'", room))
                .collect(Collectors.joining(",", json("{'subscribe':["), "]}"));
    }

    /** One room that cannot be looked up keeps the others from nothing. */
    @Test
    void roomThatCannotBeLookedUpIsRejectedAlone() {
        Wire own = new Wire();
        Screen unlucky = new Screen(
                own,
                hub,
                GATE,
                (kind, id) -> {
                    if (id == 2) {
                        throw new Unavailable(Unavailable.Part.DATABASE, null);
                    }
                    return Optional.of(MERCHANT);
                },
                clock);
        unlucky.received(json("{'token':'lan'}"));

        unlucky.received(subscribing(3));

        assertThat(own.taken.get(1)).contains("sale-order/2").contains("database-unavailable");
        assertThat(own.taken.get(2)).contains(json("['sale-order/1','sale-order/3']"));
        assertThat(hub.watched(MERCHANT)).containsKeys("sale-order/1", "sale-order/3");
    }

    @Test
    void roomWithoutPermissionStaysRejected() {
        Wire own = new Wire();
        Screen stranger = new Screen(own, hub, GATE, (kind, id) -> Optional.of(new MerchantId(8)), clock);
        stranger.received(json("{'token':'lan'}"));

        stranger.received(json("{'subscribe':['sale-order/1','merchant/8','device/till']}"));

        assertThat(own.taken).filteredOn(text -> text.contains("refused")).hasSize(3);
        assertThat(own.taken.getLast()).contains(json("'rooms':[]"));
        assertThat(hub.watched(new MerchantId(8))).containsOnlyKeys("");
    }

    // LIVE-5
    @Test
    void screenSubscribesToALimitedNumberOfRooms() {
        screen.received(json("{'token':'lan'}"));
        wire.taken.clear();
        for (int room = 0; room < 201; room++) {
            screen.received(json("{'subscribe':['sale-order/%s']}", room));
        }

        assertThat(wire.taken.get(199)).contains("subscribed");
        assertThat(wire.taken.get(200)).contains("refused").contains("at most 200 rooms");
    }

    // LIVE-3
    @Test
    void anotherMerchantsUpdateIsNotShown_whateverItsRoomIsCalled() {
        watching();

        hub.emit(new LiveUpdate(new MerchantId(8), "topic", Map.of(), List.of("merchant/7")));

        assertThat(wire.taken).isEmpty();
    }

    // LIVE-1
    @Test
    void updatesBeyondTheQueueAreCounted_withoutBlocking() {
        LiveHub full = new LiveHub(LiveHub.Bus.NONE, "hub", task -> {
            throw new RejectedExecutionException();
        });

        full.emit(update(1));
        full.received(update(2));

        assertThat(full.lostCount()).isEqualTo(2);
    }
}
