package nx.sale.domain.order;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nx.sale.domain.id.LineId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Rejected;

/** Lines of one order by id; a combo is a lead and its parts. */
public final class Lines {
    private final Map<LineId, Line> byId = new TreeMap<>();

    public Lines(Collection<Line> lines) {
        lines.forEach(this::put);
    }

    public Optional<Line> find(LineId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Rejects with LineNotFound. */
    public Line require(LineId id) {
        return find(id).orElseThrow(() -> new Rejected(new OrderError.LineNotFound(id)));
    }

    /** A line that is no part of a combo. Rejects with LineNotFound, and with PartOfCombo for one that follows its lead. */
    Line requireLead(LineId id) {
        Line line = require(id);
        line.lead().ifPresent(lead -> {
            throw new Rejected(new OrderError.PartOfCombo(id, lead));
        });
        return line;
    }

    /** The parts of a combo; empty for every other line. */
    public List<Line> partsOf(LineId lead) {
        return byId.values().stream()
                .filter(line -> line.lead().filter(lead::equals).isPresent())
                .toList();
    }

    /** The lines that stand for themselves. */
    List<Line> leads() {
        return byId.values().stream().filter(line -> line.lead().isEmpty()).toList();
    }

    /** In the order of their ids. */
    public List<Line> all() {
        return List.copyOf(byId.values());
    }

    Set<LineId> ids() {
        return Set.copyOf(byId.keySet());
    }

    /** What lines come to together, not rounded. */
    static Totals sum(Collection<Line> lines, CurrencyCode currency) {
        return lines.stream().map(line -> line.prices().totals()).reduce(Totals.zero(currency), Totals::plus);
    }

    /** The line that was in this place. */
    Optional<Line> put(Line line) {
        return Optional.ofNullable(byId.put(line.id(), line));
    }

    void remove(LineId id) {
        byId.remove(id);
    }
}
