package nx.sale.domain.order;

import java.util.Optional;
import java.util.OptionalInt;
import nx.sale.domain.id.LineId;
import nx.sale.domain.shared.Quantity;

/**
 * What changes on a line; what is empty stays.
 *
 * @param quantity zero takes the line off
 * @param note present with an empty value removes the note
 */
public record LineChange(
        LineId line,
        Optional<Quantity> quantity,
        Optional<Optional<String>> note,
        OptionalInt seat,
        OptionalInt course) {}
