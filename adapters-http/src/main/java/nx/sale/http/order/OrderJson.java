package nx.sale.http.order;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.order.PreviewPrice;
import nx.sale.application.order.TouchedItems;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.payment.PaymentViews;
import nx.sale.domain.shared.Decimals;
import nx.sale.http.allocation.FloorJson;
import nx.sale.http.check.CheckJson;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.kitchen.KitchenJson;
import org.jspecify.annotations.Nullable;

/** The JSON that the routes of orders give. Ids, money and quantities are decimal strings. */
public final class OrderJson {
    private OrderJson() {}

    public record Between(@Nullable String from, @Nullable String to) {}

    public record Counter(String total, String paid, List<String> paidItemIds) {}

    /** An order; {@code items} and the other includes are there when they were asked for. */
    @com.fasterxml.jackson.annotation.JsonInclude(
            value = com.fasterxml.jackson.annotation.JsonInclude.Include.CUSTOM,
            valueFilter = Absent.class)
    public record Order(
            String id,
            String orderNumber,
            String name,
            String slug,
            String status,
            String orderType,
            String merchantId,
            String saleChannelId,
            @Nullable String deviceId,
            @Nullable String customerId,
            String currency,
            String exchangeRate,
            String subtotal,
            String discount,
            String tax,
            String rounding,
            String total,
            Counter counter,
            Between validity,
            @Nullable String note,
            @Nullable Integer guestCount,
            @Nullable String businessDate,
            String draftAt,
            @Nullable String processingAt,
            @Nullable String partialAt,
            @Nullable String completedAt,
            @Nullable String cancelledAt,
            @Nullable String cancellationReason,
            @Nullable String originOrderId,
            @Nullable String orderSplitAt,
            @Nullable String mergedAt,
            @Nullable String mergedIntoOrderId,
            @Nullable String checkSplitAt,
            @Nullable String openedInSessionId,
            @Nullable String closedInSessionId,
            @Nullable Map<String, Object> metadata,
            String createdAt,
            String createdBy,
            String modifiedAt,
            String modifiedBy,
            long revision,
            Object items,
            Object payments,
            Object checks,
            Object tickets,
            Object usages) {
        public static Order of(OrderHeader header) {
            return of(header, Includes.NONE);
        }

        static Order of(OrderSnapshot order) {
            return of(
                    order.header(),
                    Includes.NONE.items(order.lines().stream().map(Item::of).toList()));
        }

        static Order of(OrderHeader header, Includes includes) {
            OrderHeader.Details details = header.details();
            OrderHeader.Stamps stamps = header.stamps();
            return new Order(
                    header.id().toString(),
                    header.orderNumber(),
                    details.name(),
                    header.slug(),
                    header.status().name(),
                    header.details().type().name(),
                    header.merchant().toString(),
                    header.place().channel().toString(),
                    header.place().device().map(DeviceId::value).orElse(null),
                    text(details.customer()),
                    header.currency().value(),
                    Decimals.plain(header.basis().exchangeRate().value()),
                    header.totals().subtotal().canonical(),
                    header.totals().discount().canonical(),
                    header.totals().tax().canonical(),
                    header.totals().rounding().canonical(),
                    header.totals().total().canonical(),
                    new Counter(
                            header.totals().total().canonical(),
                            header.progress().paid().canonical(),
                            header.progress().paidLines().stream()
                                    .map(LineId::toString)
                                    .toList()),
                    new Between(
                            text(details.validity().from()),
                            text(details.validity().to())),
                    details.note().orElse(null),
                    details.guestCount().isPresent() ? details.guestCount().getAsInt() : null,
                    text(header.state().businessDate()),
                    stamps.draftAt().toString(),
                    text(stamps.processingAt()),
                    text(stamps.partialAt()),
                    text(stamps.completedAt()),
                    text(stamps.cancelledAt()),
                    header.state().cancellationReason().orElse(null),
                    text(header.lineage().origin()),
                    text(header.lineage().orderSplitAt()),
                    text(header.lineage().mergedAt()),
                    text(header.lineage().mergedInto()),
                    text(header.lineage().checkSplitAt()),
                    text(header.basis().openedIn()),
                    text(header.state().closedIn()),
                    header.agreement()
                            .checkout()
                            .map(checkout -> agreed(header, checkout))
                            .orElse(null),
                    header.trace().createdAt().toString(),
                    header.trace().createdBy(),
                    header.trace().modifiedAt().toString(),
                    header.trace().modifiedBy(),
                    header.revision(),
                    includes.items(),
                    includes.payments(),
                    includes.checks(),
                    includes.tickets(),
                    includes.usages());
        }
    }

    /** What comes nested in an order: lists, or {@link Absent}. */
    record Includes(Object items, Object payments, Object checks, Object tickets, Object usages) {
        static final Includes NONE = new Includes(Absent.VALUE, Absent.VALUE, Absent.VALUE, Absent.VALUE, Absent.VALUE);

        Includes items(List<Item> found) {
            return new Includes(found, payments, checks, tickets, usages);
        }

        Includes payments(List<Payment> found) {
            return new Includes(items, found, checks, tickets, usages);
        }

        Includes checks(List<CheckJson.Check> found) {
            return new Includes(items, payments, found, tickets, usages);
        }

        Includes tickets(List<KitchenJson.Ticket> found) {
            return new Includes(items, payments, checks, found, usages);
        }

        Includes usages(List<FloorJson.Usage> found) {
            return new Includes(items, payments, checks, tickets, found);
        }
    }

    /** Marks an include that was not asked for: it is left out of the JSON. */
    public static final class Absent {
        static final Absent VALUE = new Absent();

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Absent;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    private static Map<String, Object> agreed(OrderHeader header, OrderHeader.Checkout checkout) {
        Map<String, Object> metadata = new java.util.LinkedHashMap<>();
        metadata.put("merchantId", header.merchant().toString());
        checkout.note().ifPresent(note -> metadata.put("note", note));
        checkout.finance().ifPresent(announced -> {
            Map<String, Object> finance = new java.util.LinkedHashMap<>();
            finance.put("type", announced.type().name());
            announced.sourceId().ifPresent(id -> finance.put("source", Map.of("id", id)));
            metadata.put("finance", finance);
        });
        return metadata;
    }

    public record ItemModifier(String code, String name, String quantity, String unitPrice) {}

    public record Item(
            String id,
            String itemType,
            @Nullable String itemId,
            String mode,
            @Nullable String leadItemId,
            String name,
            @Nullable String sku,
            @Nullable String categoryId,
            @Nullable String categoryName,
            @Nullable String kitchenStationCode,
            String currency,
            String basePrice,
            String unitPrice,
            String quantity,
            String sentQuantity,
            String discount,
            String tax,
            String total,
            @Nullable String fareId,
            @Nullable String fareProvider,
            @JsonRawValue @Nullable String priceMetadata,
            List<ItemModifier> modifiers,
            @Nullable String note,
            int seat,
            int course,
            @Nullable String partOfItemId,
            @Nullable List<Transfer> transferHistory) {
        static Item of(Line line) {
            Line.Product product = line.product();
            return new Item(
                    line.id().toString(),
                    product.itemType(),
                    text(product.itemId()),
                    line.mode().name(),
                    text(line.lead()),
                    product.name(),
                    product.sku().orElse(null),
                    product.categoryId().orElse(null),
                    product.categoryName().orElse(null),
                    product.kitchenStationCode().orElse(null),
                    line.currency().value(),
                    line.prices().base().canonical(),
                    line.prices().unit().canonical(),
                    line.quantity().toString(),
                    line.sent().toString(),
                    line.prices().discount().canonical(),
                    line.prices().tax().canonical(),
                    line.prices().total().canonical(),
                    line.quoted().flatMap(quoted -> quoted.fare().id()).orElse(null),
                    line.quoted().flatMap(quoted -> quoted.fare().provider()).orElse(null),
                    line.quoted().map(Line.Quoted::priceMetadata).orElse(null),
                    line.modifiers().stream()
                            .map(modifier -> new ItemModifier(
                                    modifier.code(),
                                    modifier.name(),
                                    modifier.quantity().toString(),
                                    modifier.unitPrice().canonical()))
                            .toList(),
                    line.note().orElse(null),
                    line.seat(),
                    line.course(),
                    text(line.journey().partOf()),
                    transfers(line.journey().transfers()));
        }

        /** Null for a line that never moved. */
        private static @Nullable List<Transfer> transfers(List<Line.Transfer> transfers) {
            return transfers.isEmpty()
                    ? null
                    : transfers.stream().map(Transfer::of).toList();
        }
    }

    public record Transfer(String sourceOrderId, String targetOrderId, String transferredAt) {
        static Transfer of(Line.Transfer transfer) {
            return new Transfer(
                    transfer.source().toString(),
                    transfer.target().toString(),
                    transfer.at().toString());
        }
    }

    /** What an item call did; {@code order} has its items too when the whole was asked for. */
    public record Touched(Order order, List<Item> items, List<String> removedItemIds) {
        static Touched of(TouchedItems touched) {
            return new Touched(
                    touched.whole().map(Order::of).orElseGet(() -> Order.of(touched.order())),
                    touched.items().stream().map(Item::of).toList(),
                    touched.removed().stream().map(LineId::toString).toList());
        }
    }

    public record PricedItem(
            String id,
            String name,
            String quantity,
            String basePrice,
            String unitPrice,
            String discount,
            String tax,
            String total,
            @Nullable String fareId) {}

    /** What the cart would cost. */
    public record Preview(
            String orderId,
            long revision,
            String currency,
            String subtotal,
            String discount,
            String tax,
            String rounding,
            String total,
            List<PricedItem> items,
            @JsonRawValue String metadata) {
        static Preview of(PreviewPrice.Preview preview) {
            Quote quote = preview.quote();
            var totals = nx.sale.domain.order.Totals.of(quote.subtotal(), quote.discount(), quote.tax());
            Map<LineId, Line> lines =
                    preview.order().lines().stream().collect(java.util.stream.Collectors.toMap(Line::id, line -> line));
            return new Preview(
                    preview.order().header().id().toString(),
                    preview.order().header().revision(),
                    totals.total().currency().value(),
                    totals.subtotal().canonical(),
                    totals.discount().canonical(),
                    totals.tax().canonical(),
                    totals.rounding().canonical(),
                    totals.total().canonical(),
                    quote.lines().stream()
                            .map(priced -> item(priced, java.util.Objects.requireNonNull(lines.get(priced.line()))))
                            .toList(),
                    quote.metadata());
        }

        private static PricedItem item(Quote.Priced priced, Line line) {
            return new PricedItem(
                    priced.line().toString(),
                    line.product().name(),
                    line.quantity().toString(),
                    priced.base().canonical(),
                    priced.unit().canonical(),
                    priced.discount().canonical(),
                    priced.tax().canonical(),
                    priced.total().canonical(),
                    priced.fare().id().orElse(null));
        }
    }

    public record HistoryEntry(
            String id,
            String at,
            String action,
            String actor,
            @Nullable String deviceId,
            @Nullable String reason,
            String requestId,
            Map<String, String> details) {
        static HistoryEntry of(OrderViews.HistoryEntry entry) {
            return new HistoryEntry(
                    Long.toString(entry.id()),
                    entry.at().toString(),
                    entry.action(),
                    entry.actor(),
                    entry.device().orElse(null),
                    entry.reason().orElse(null),
                    entry.requestId(),
                    entry.details());
        }
    }

    /**
     * An attempt of MQ-Pay's.
     *
     * @param type PAYMENT, or CANCEL_PAYMENT for one that takes another back
     * @param parentId the attempt it takes back, as MQ-Pay names it
     */
    public record Payment(
            String uid,
            String type,
            @Nullable String parentId,
            @Nullable String transactionUid,
            @Nullable String saleCheckId,
            String amount,
            String currency,
            String provider,
            String method,
            String status,
            @Nullable String reason,
            String firstSeenAt,
            @Nullable String successAt) {
        static Payment of(PaymentViews.AttemptView attempt) {
            return new Payment(
                    attempt.uid(),
                    attempt.cancels() ? "CANCEL_PAYMENT" : "PAYMENT",
                    attempt.parent().orElse(null),
                    attempt.transactionUid().orElse(null),
                    text(attempt.check()),
                    attempt.amount().canonical(),
                    attempt.amount().currency().value(),
                    attempt.provider(),
                    attempt.method().name(),
                    attempt.status().name(),
                    attempt.reason().orElse(null),
                    attempt.firstSeenAt().toString(),
                    text(attempt.successAt()));
        }
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    static List<String> includes(Optional<String> query) {
        List<String> known = List.of("items", "payments", "checks", "tickets", "usages");
        List<String> wanted = query.map(text -> Arrays.asList(text.split(","))).orElse(List.of());
        if (!known.containsAll(wanted)) {
            throw InvalidInput.field("query.include", "not-allowed", "must be some of " + known);
        }
        return wanted;
    }
}
