package nx.sale.domain.kitchen;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import nx.sale.domain.id.StationId;
import nx.sale.domain.order.Line;
import nx.sale.domain.shared.Rejected;

/**
 * Which station cooks what: the one the catalogue named when the item was added, else the one that serves its category, else the
 * merchant's default.
 *
 * @param stations of the merchant, in id order
 * @param strict whether it is refused, rather than left, when the catalogue names a station that is not there
 */
public record Routing(List<KitchenStation> stations, Optional<StationId> otherwise, boolean strict) {
    public Routing {
        stations = List.copyOf(stations);
    }

    /**
     * The station of a line; empty for what no rule sends anywhere, such as a bottle of water. Rejects with
     * {@link KitchenError.NoStation} when the catalogue names a station that is not there and nothing else takes the line.
     */
    Optional<KitchenStation> stationOf(Line line) {
        Optional<String> code = line.product().kitchenStationCode();
        Optional<KitchenStation> found = code.flatMap(
                        wanted -> first(station -> station.code().equals(wanted)))
                .or(() -> line.product()
                        .categoryId()
                        .flatMap(category ->
                                first(station -> station.categories().contains(category))))
                .or(() -> otherwise.flatMap(id -> first(station -> station.id().equals(id))));
        if (strict && found.isEmpty() && code.isPresent()) {
            throw new Rejected(
                    new KitchenError.NoStation(line.id(), line.product().name(), code.get()));
        }
        return found;
    }

    /** The same, leaving what has no station instead of refusing it. */
    public Routing lenient() {
        return new Routing(stations, otherwise, false);
    }

    private Optional<KitchenStation> first(Predicate<KitchenStation> wanted) {
        return stations.stream().filter(wanted).findFirst();
    }
}
