package nx.sale.domain.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.reservation.ReservationError;
import nx.sale.domain.reservation.ReservationFields;
import nx.sale.domain.reservation.ReservationViews;
import nx.sale.domain.reservation.Reservations;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/** Reservations in memory. */
public final class InMemoryReservations implements Reservations, ReservationViews {
    private static final String PREFIX = "reservation ";

    private final InMemoryStore store;
    private final InMemorySettings settings;
    private final InMemoryListing<Reservation> listing = new InMemoryListing<>(ReservationFields.ALL, this::of);

    public InMemoryReservations(InMemoryStore store, InMemorySettings settings) {
        this.store = store;
        this.settings = settings;
    }

    private static String key(ReservationId id) {
        return PREFIX + id;
    }

    private Stream<Reservation> all() {
        return store.keys(PREFIX).stream().map(key -> store.<Reservation>get(key, null));
    }

    private Stream<Reservation> of(MerchantId merchant) {
        return all().filter(reservation -> reservation.merchant().equals(merchant));
    }

    @Override
    public Reservation lock(Tx tx, MerchantId merchant, ReservationId id) {
        tx.rank(LockRank.RESERVATION);
        return find(merchant, id).orElseThrow(() -> new Rejected(new ReservationError.NotFound(id)));
    }

    @Override
    public void add(Tx tx, Reservation reservation) {
        tx.rank(LockRank.RESERVATION);
        store.put(key(reservation.id()), reservation);
    }

    @Override
    public void update(Tx tx, Reservation reservation) {
        if (find(reservation.merchant(), reservation.id()).orElseThrow().revision() >= reservation.revision()) {
            throw new IllegalStateException("stale revision");
        }
        store.put(key(reservation.id()), reservation);
    }

    @Override
    public void remove(Tx tx, Reservation reservation, Origin origin, Instant at) {
        store.put(key(reservation.id()), null);
    }

    @Override
    public Optional<Reservation> find(MerchantId merchant, ReservationId id) {
        return of(merchant).filter(reservation -> reservation.id().equals(id)).findFirst();
    }

    @Override
    public List<MerchantId> listWithMissed(Instant at, Duration otherwise, Collection<MerchantId> without, int limit) {
        return all().filter(reservation -> reservation.missed(grace(reservation.merchant(), otherwise), at))
                .sorted(Comparator.comparing(reservation -> reservation.window().until()))
                .map(Reservation::merchant)
                .filter(merchant -> !without.contains(merchant))
                .distinct()
                .limit(limit)
                .toList();
    }

    @Override
    public List<ReservationId> listMissed(MerchantId merchant, Instant at, Duration grace, int limit) {
        return of(merchant)
                .filter(reservation -> reservation.missed(grace, at))
                .sorted(Comparator.comparing(reservation -> reservation.window().until()))
                .limit(limit)
                .map(Reservation::id)
                .toList();
    }

    private Duration grace(MerchantId merchant, Duration otherwise) {
        return Optional.of(settings.get(merchant))
                .filter(changed -> changed != Settings.DEFAULT)
                .map(Settings::reservationGrace)
                .orElse(otherwise);
    }

    @Override
    public List<Reservation> list(MerchantId merchant, ListQuery query) {
        return listing.list(merchant, query);
    }

    @Override
    public long count(MerchantId merchant, Optional<ListQuery.Filter> where) {
        return listing.count(merchant, where);
    }
}
