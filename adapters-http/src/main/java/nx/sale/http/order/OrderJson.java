package nx.sale.http.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.order.CheckOut;
import nx.sale.application.order.TouchedItems;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.order.settlement.Returned;
import nx.sale.domain.order.settlement.Tally;
import nx.sale.domain.settings.Reasons;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.OrderType;
import nx.sale.domain.shared.Tender;
import nx.sale.http.json.DueFields;
import nx.sale.http.json.Rules;
import nx.sale.http.json.TotalsFields;
import nx.sale.http.json.TraceFields;
import org.jspecify.annotations.Nullable;

/** The JSON that the routes of orders give. Ids, money and quantities are decimal strings. */
public final class OrderJson {
    private OrderJson() {}

    public record Between(@Nullable String from, @Nullable String to) {}

    public record Counter(
            @Rules.Means("as the order's") String total,

            @Rules.Means("what came in and counts for the order")
            String paid,

            @Rules.Means("items that are paid for to the full")
            List<String> paidItemIds) {
        static Counter of(OrderHeader header) {
            return new Counter(
                    header.totals().total().canonical(),
                    header.progress().paid().canonical(),
                    header.progress().paidLines().stream().map(LineId::toString).toList());
        }
    }

    /** An order; {@code items} and the other includes are there when they were asked for. */
    @Rules.Means("an order, with what was asked for nested in it")
    public record Order(
            @JsonUnwrapped Identity identity,
            @JsonUnwrapped Place place,
            String currency,

            @Rules.Means("of the order's currency, as the till gave it")
            String exchangeRate,

            @JsonUnwrapped TotalsFields totals,
            @JsonUnwrapped Paid paid,
            @JsonUnwrapped Details details,

            @Rules.Means("the trading day to which it counts; null until it is completed") @Nullable
            String businessDate,

            @JsonUnwrapped Progress progress,
            @JsonUnwrapped Lineage lineage,
            @JsonUnwrapped Shifts shifts,

            @Rules.Means("what was agreed at checkout") @Nullable
            Metadata metadata,

            @JsonUnwrapped TraceFields trace,
            @JsonUnwrapped OrderIncludes includes) {
        public static Order of(OrderHeader header) {
            return of(header, OrderIncludes.NONE);
        }

        static Order of(OrderSnapshot order) {
            return of(
                    order.header(),
                    OrderIncludes.items(
                            order.lines().stream().map(OrderItem::of).toList()));
        }

        /** With items, adjustments and charges. */
        static Order given(OrderSnapshot order) {
            return of(order.header(), OrderIncludes.given(order, null));
        }

        static Order of(CheckOut.CheckedOut done) {
            return of(
                    done.order().header(),
                    new OrderIncludes(
                            done.order().lines().stream().map(OrderItem::of).toList(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            done.discountBefore().canonical()));
        }

        static Order of(OrderHeader header, OrderIncludes includes) {
            return new Order(
                    Identity.of(header),
                    Place.of(header),
                    header.currency().value(),
                    Decimals.plain(header.basis().exchangeRate().value()),
                    TotalsFields.of(header.totals()),
                    Paid.of(header),
                    Details.of(header.details()),
                    text(header.state().businessDate()),
                    Progress.of(header),
                    Lineage.of(header.lineage()),
                    new Shifts(
                            text(header.basis().openedIn()), text(header.state().closedIn())),
                    header.agreement()
                            .checkout()
                            .map(checkout -> Metadata.of(header.merchant(), checkout))
                            .orElse(null),
                    TraceFields.of(header.trace(), header.revision()),
                    includes);
        }
    }

    /** How far payment has come. */
    record Paid(
            @Rules.Means("what is to be paid and what came in")
            Counter counter,

            @JsonUnwrapped DueFields dues) {
        static Paid of(OrderHeader header) {
            Tally tally = header.progress().tally();
            return new Paid(
                    Counter.of(header),
                    header.status() == OrderStatus.DRAFT ? DueFields.draft(tally) : DueFields.of(tally));
        }
    }

    /** What it is called, and how far it is. */
    record Identity(
            String id,

            @Rules.Means("the wall clock at opening, and the id")
            String orderNumber,

            @Rules.Means("as people call it; the order number when nobody named it")
            String name,

            @Rules.Means("SaleOrder- and the order number, for the platform")
            String slug,

            OrderStatus status,
            OrderType orderType) {
        static Identity of(OrderHeader header) {
            return new Identity(
                    header.id().toString(),
                    header.orderNumber(),
                    header.details().name(),
                    header.slug(),
                    header.status(),
                    header.details().type());
        }
    }

    /** Where it was opened, and for whom. */
    record Place(
            String merchantId,
            String saleChannelId,

            @Rules.Means("the till at which it was opened") @Nullable
            String deviceId,

            @Nullable String customerId) {
        static Place of(OrderHeader header) {
            return new Place(
                    header.merchant().toString(),
                    header.place().channel().toString(),
                    header.place().device().map(DeviceId::value).orElse(null),
                    text(header.details().customer()));
        }
    }

    record Details(
            @Rules.Means("from when to when the order is good")
            Between validity,

            @Nullable String note,

            @Rules.Means("null when nobody said how many") @Nullable
            Integer guestCount) {
        static Details of(OrderHeader.Details details) {
            return new Details(
                    new Between(
                            text(details.validity().from()),
                            text(details.validity().to())),
                    details.note().orElse(null),
                    details.guestCount().isPresent() ? details.guestCount().getAsInt() : null);
        }
    }

    /** When each status was entered, and what came back. */
    record Progress(
            String draftAt,

            @Rules.Means("when it was checked out") @Nullable
            String processingAt,

            @Rules.Means("when the first part of it was paid") @Nullable
            String partialAt,

            @Rules.Means("when the last of it was paid") @Nullable
            String completedAt,

            @Nullable String cancelledAt,

            @Rules.Means("free text, or a code of the merchant's list") @Nullable
            String cancellationReason,

            @Rules.Means("FULL: every quantity came back, whatever was paid")
            Returned.Status refundStatus,

            @Rules.Means("what its returns come to together")
            String refunded) {
        static Progress of(OrderHeader header) {
            OrderHeader.Stamps stamps = header.stamps();
            return new Progress(
                    stamps.draftAt().toString(),
                    text(stamps.processingAt()),
                    text(stamps.partialAt()),
                    text(stamps.completedAt()),
                    text(stamps.cancelledAt()),
                    header.state().cancellationReason().orElse(null),
                    header.progress().returned().status(),
                    header.progress().returned().refunded().canonical());
        }
    }

    /** What merges and splits made of it. */
    record Lineage(
            @Rules.Means("the order that this one was split off") @Nullable
            String originOrderId,

            @Rules.Means("when parts of it were last split off, while they are off") @Nullable
            String orderSplitAt,

            @Rules.Means("when other orders were last merged into it, while they are in") @Nullable
            String mergedAt,

            @Rules.Means("the order its items went to, while they are there") @Nullable
            String mergedIntoOrderId,

            @Rules.Means("when its bill was divided, while there are checks") @Nullable
            String checkSplitAt) {
        static Lineage of(OrderHeader.Lineage lineage) {
            return new Lineage(
                    text(lineage.origin()),
                    text(lineage.orderSplitAt()),
                    text(lineage.mergedAt()),
                    text(lineage.mergedInto()),
                    text(lineage.checkSplitAt()));
        }
    }

    record Shifts(
            @Rules.Means("the shift of its till that was open then") @Nullable
            String openedInSessionId,

            @Rules.Means("the shift that was open at its till when it was completed") @Nullable
            String closedInSessionId) {}

    /** What was agreed at checkout; what was not is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Metadata(
            String merchantId,
            @Nullable String note,
            @Nullable AgreedFinance finance) {
        static Metadata of(MerchantId merchant, OrderHeader.Checkout checkout) {
            return new Metadata(
                    merchant.toString(),
                    checkout.note().orElse(null),
                    checkout.finance().map(AgreedFinance::of).orElse(null));
        }
    }

    /** The means the guest announced. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AgreedFinance(
            @Rules.Means("the means that the guest announced")
            Tender type,

            @Nullable FinanceSource source) {
        static AgreedFinance of(OrderHeader.Finance finance) {
            return new AgreedFinance(
                    finance.type(), finance.sourceId().map(FinanceSource::new).orElse(null));
        }
    }

    public record FinanceSource(String id) {}

    /**
     * What an item call did; {@code order} has its items, adjustments and charges too when the whole was asked for. Without all lines it is not
     * known what an adjustment takes of them, and an item call does not read them (CART-18).
     */
    @Rules.Means("what the call did to the cart")
    public record Touched(
            @Rules.Means("with all its items, adjustments and charges when Prefer asked for them")
            Order order,

            @Rules.Means("items that are new, or changed") List<OrderItem> items,
            @Rules.Means("items that are off the cart") List<String> removedItemIds) {
        static Touched of(TouchedItems touched) {
            return new Touched(
                    touched.whole().map(Order::given).orElseGet(() -> Order.of(touched.order())),
                    touched.items().stream().map(OrderItem::of).toList(),
                    touched.removed().stream().map(LineId::toString).toList());
        }
    }

    /** A discount above the merchant's limit; of the order without an item. */
    public record AboveLimit(
            @Nullable String itemId,

            @Rules.Means("what an approval must cover") String discount) {
        static AboveLimit of(DiscountLimit.Excess excess) {
            return new AboveLimit(text(excess.line()), excess.discount().canonical());
        }
    }

    @Rules.Means("what somebody did to the order")
    public record HistoryEntry(
            String id,
            String at,
            @Rules.OneOf(AuditAction.class) String action,

            @Rules.Means("who: user: or service: and its name")
            String actor,

            @Rules.Means(
                    "what the person's token said then; null where it did not, and of entries from before this was kept")
            @Nullable
            String actorName,

            @Nullable String deviceId,

            @Rules.Means("as it was given: free text, or a code of the merchant's list") @Nullable
            String reason,

            @Rules.Means("of such a code, as the list names it now") @Nullable
            String reasonName,

            String requestId,
            @Rules.Means("facts of the action, by name") Map<String, String> details) {
        static HistoryEntry of(OrderViews.HistoryEntry entry, Reasons reasons) {
            return new HistoryEntry(
                    Long.toString(entry.id()),
                    entry.at().toString(),
                    entry.action(),
                    entry.actor().label(),
                    entry.actor().name().orElse(null),
                    entry.device().orElse(null),
                    entry.reason().orElse(null),
                    entry.reason()
                            .flatMap(code -> reasons.name(AuditAction.valueOf(entry.action()), code))
                            .orElse(null),
                    entry.requestId(),
                    entry.details());
        }
    }

    static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
