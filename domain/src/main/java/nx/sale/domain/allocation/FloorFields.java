package nx.sale.domain.allocation;

import static nx.sale.domain.listing.ListField.sorted;
import static nx.sale.domain.listing.ListQuery.FieldType.ID;
import static nx.sale.domain.listing.ListQuery.FieldType.INSTANT;
import static nx.sale.domain.listing.ListQuery.FieldType.TEXT;

import java.util.List;
import nx.sale.domain.listing.ListField;

/** What layouts and usages can be listed by. */
public final class FloorFields {
    public static final List<ListField<AllocationLayout>> LAYOUTS = List.of(
            sorted("id", ID, layout -> layout.id().value()),
            sorted("name", TEXT, AllocationLayout::name),
            sorted("createdAt", INSTANT, layout -> layout.trace().createdAt()));

    public static final List<ListField<AllocationUsage>> USAGES = List.of(
            sorted("id", ID, usage -> usage.id().value()),
            sorted("unitId", ID, usage -> usage.unit().id().value()),
            sorted("zoneId", ID, usage -> usage.unit().zone().value()),
            sorted("layoutId", ID, usage -> usage.unit().layout().value()),
            sorted("usageType", TEXT, usage -> usage.taker().kind().name()),
            sorted("usageId", ID, usage -> usage.taker().id()),
            sorted("status", TEXT, usage -> usage.status().name()),
            sorted("startsAt", INSTANT, usage -> usage.window().from()),
            sorted("endsAt", INSTANT, usage -> usage.window().until()),
            sorted("createdAt", INSTANT, usage -> usage.trace().createdAt()));

    private FloorFields() {}
}
