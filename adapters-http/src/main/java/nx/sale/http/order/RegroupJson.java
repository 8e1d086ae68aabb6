package nx.sale.http.order;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nx.sale.application.order.RecomputeOrder;
import nx.sale.application.order.Regrouped;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderFamily;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.Recount;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.order.regroup.Sums;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.ErrorCode;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.ValueError;
import nx.sale.domain.shift.ShiftError;
import nx.sale.http.json.Rules;
import nx.sale.http.problem.Problem;
import nx.sale.http.problem.ProblemMapper;
import org.jspecify.annotations.Nullable;

/** The JSON of merges, splits and their proofs. */
public final class RegroupJson {
    private RegroupJson() {}

    // What is taken

    @Rules.Example("""
            {"sourceOrderIds": ["250525119116488706"]}""")
    public record Merge(
            @Rules.Means("the orders to merge into this one")
            List<Long> sourceOrderIds) {}

    @Rules.Example("{}")
    public record Undo(
            @Rules.Means("the newest open one when absent") Optional<Long> operationId) {}

    @Rules.Example("""
            {"orders": [{"name": "Minh", "items": [{"itemId": "250525119116488705", "quantity": "1"}]}]}""")
    public record Split(@Rules.Means("the orders to make") List<NewOrder> orders) {
        List<OrderFamily.SplitOff> wanted() {
            return orders.stream().map(NewOrder::splitOff).toList();
        }
    }

    public record NewOrder(
            @Rules.Means("the order number when absent") Optional<String> name,
            Optional<Long> customerId,
            List<Piece> items) {
        OrderFamily.SplitOff splitOff() {
            return new OrderFamily.SplitOff(
                    name,
                    customerId.map(CustomerId::new),
                    items.stream().map(Piece::piece).toList());
        }
    }

    public record Piece(
            @Rules.Means("for a combo its lead; the parts follow")
            Long itemId,

            @Rules.Means("how much of the item") Quantity quantity) {
        OrderFamily.Piece piece() {
            return new OrderFamily.Piece(new LineId(itemId), quantity);
        }
    }

    // What is given

    public record Move(
            String itemId,
            String fromOrderId,
            String toOrderId,
            String quantity,

            @Rules.Means("the item that a part was taken off") @Nullable
            String wholeItemId) {
        static Move of(OrderOperation.Move move) {
            return new Move(
                    move.line().toString(),
                    move.from().toString(),
                    move.to().toString(),
                    move.quantity().toString(),
                    move.whole().map(LineId::toString).orElse(null));
        }
    }

    /** The amounts of an order, or of one check of it; without checkId beside others: what is on none of them. */
    public record Amounts(
            String orderId,

            @Rules.Means("null: the order; beside others: what is on none of them") @Nullable
            String checkId,

            String subtotal,
            String discount,
            String charge,
            String tax,
            String rounding,
            String total,

            @Rules.Means("of a whole order, counted anew by each: outside the difference")
            List<ChargeAmount> charges,

            @Rules.Means("of a whole order, when somebody said how many") @Nullable
            Integer guestCount) {
        static Amounts of(Sums sums) {
            return new Amounts(
                    sums.order().toString(),
                    sums.check().map(Object::toString).orElse(null),
                    sums.totals().subtotal().canonical(),
                    sums.totals().discount().canonical(),
                    sums.totals().charge().canonical(),
                    sums.totals().tax().canonical(),
                    sums.totals().rounding().canonical(),
                    sums.totals().total().canonical(),
                    sums.charges().stream().map(ChargeAmount::of).toList(),
                    sums.guests().isPresent() ? sums.guests().getAsInt() : null);
        }
    }

    /** A service charge at one moment. */
    public record ChargeAmount(String code, String name, String amount, String tax) {
        static ChargeAmount of(Sums.Charge charge) {
            return new ChargeAmount(
                    charge.code(),
                    charge.name(),
                    charge.amount().canonical(),
                    charge.tax().canonical());
        }
    }

    /** Stored minus counted, amount by amount; {@code exact} is total - rounding. All of it is zero. */
    public record Wrong(
            String subtotal,
            String discount,
            String charge,
            String tax,
            String rounding,
            String total,
            @Rules.Means("total - rounding") String exact) {
        static Wrong of(Totals difference) {
            return new Wrong(
                    difference.subtotal().canonical(),
                    difference.discount().canonical(),
                    difference.charge().canonical(),
                    difference.tax().canonical(),
                    difference.rounding().canonical(),
                    difference.total().canonical(),
                    difference.exact().canonical());
        }
    }

    /**
     * The sums of an order today.
     *
     * @param stored as the order has them
     * @param counted as its items add up
     * @param recorded as the newest merge, split or division recorded them, when nothing was done to the order since
     * @param itemIds items whose own total is not price times quantity
     * @param returned what came back of it, when something did
     * @param kept stored minus returned, when something did
     * @param agrees whether all that is not of returns is the same
     */
    public record Today(
            String orderId,
            @Rules.Means("as the order has them") Amounts stored,
            @Rules.Means("as its items add up") Amounts counted,

            @Rules.Means(
                    "as the newest merge, split or division recorded them, when nothing was done to the order since")
            @Nullable
            Amounts recorded,

            @Rules.Means("stored minus counted") Wrong difference,

            @Rules.Means("items whose own total is not price times quantity")
            List<String> itemIds,

            @Rules.Means("what of it came back; null when nothing did") @Nullable
            Amounts returned,

            @Rules.Means("stored minus returned: what is kept; null when nothing came back") @Nullable
            Amounts kept,

            @Rules.Means("whether stored, counted and recorded are the same")
            boolean agrees) {
        static Today of(Recount recount, Optional<Totals> recorded, Optional<Totals> returned) {
            return new Today(
                    recount.order().toString(),
                    amounts(recount, recount.stored()),
                    amounts(recount, recount.counted()),
                    recorded.map(totals -> amounts(recount, totals)).orElse(null),
                    Wrong.of(recount.difference()),
                    recount.lines().stream().map(LineId::toString).toList(),
                    returned.map(totals -> amounts(recount, totals)).orElse(null),
                    returned.map(totals -> amounts(recount, recount.stored().minus(totals)))
                            .orElse(null),
                    recount.agrees()
                            && recorded.filter(totals -> !totals.equals(recount.stored()))
                                    .isEmpty());
        }

        private static Amounts amounts(Recount recount, Totals totals) {
            return Amounts.of(new Sums(recount.order(), Optional.empty(), totals));
        }
    }

    /** What a recomputation came to, or would come to. */
    @Rules.Means("what the sums came to, or would come to")
    public record Recomputed(OrderJson.Order order, Today today) {
        public static Recomputed of(RecomputeOrder.Recomputed recomputed) {
            return new Recomputed(
                    OrderJson.Order.of(recomputed.order()),
                    Today.of(recomputed.recount(), Optional.empty(), Optional.empty()));
        }
    }

    /** After minus before; {@code exact} is total - rounding. All of it is zero. */
    public record Difference(
            String subtotal,
            String discount,
            String charge,
            String tax,
            @Rules.Means("total - rounding") String exact) {
        static Difference of(Sums.Difference difference) {
            return new Difference(
                    difference.subtotal().canonical(),
                    difference.discount().canonical(),
                    difference.charge().canonical(),
                    difference.tax().canonical(),
                    difference.exact().canonical());
        }
    }

    @Rules.Means("a merge, split or division, with the sums before and after")
    public record Operation(
            String id,
            OrderOperation.Kind kind,
            @Rules.Means("the order it was done to") String orderId,

            @Rules.Means("the sources of a merge, the new orders of a split")
            List<String> otherOrderIds,

            List<Move> moves,
            List<Amounts> before,
            List<Amounts> after,

            @Rules.Means("after minus before: all of it is zero")
            Difference difference,

            @Rules.Means("the operation that this one takes back") @Nullable
            String undoes,

            @Rules.Means("whether it may be taken back by its kind, and was not yet")
            boolean undoable,

            String at,

            @Rules.Means("who: user: or service: and its name")
            String by,

            @Nullable @Rules.Means("in the proof only: the sums of its orders today")
            List<Today> today) {
        static Operation of(OrderOperation operation) {
            return made(operation, null);
        }

        /**
         * As the proof has it, with the orders as they are now.
         *
         * @param returned what came back of them
         */
        static Operation of(OrderOperation operation, Map<OrderId, OrderSnapshot> now, Map<OrderId, Totals> returned) {
            return made(
                    operation,
                    operation.orders().stream()
                            .filter(now::containsKey)
                            .map(now::get)
                            .map(order -> Today.of(
                                    Recount.of(order),
                                    recorded(operation, order),
                                    Optional.ofNullable(
                                            returned.get(order.header().id()))))
                            .toList());
        }

        /** What it recorded of this order, when nobody wrote the order since. */
        private static Optional<Totals> recorded(OrderOperation operation, OrderSnapshot order) {
            return order.header().trace().modifiedAt().equals(operation.trace().createdAt())
                    ? operation.after().stream()
                            .filter(sums -> sums.order().equals(order.header().id()))
                            .map(Sums::totals)
                            .reduce(Totals::plus)
                    : Optional.empty();
        }

        private static Operation made(OrderOperation operation, @Nullable List<Today> today) {
            return new Operation(
                    operation.id().toString(),
                    operation.kind(),
                    operation.order().toString(),
                    operation.others().stream().map(OrderId::toString).toList(),
                    operation.moves().stream().map(Move::of).toList(),
                    operation.before().stream().map(Amounts::of).toList(),
                    operation.after().stream().map(Amounts::of).toList(),
                    Difference.of(operation.difference()),
                    operation.undoes().map(Object::toString).orElse(null),
                    operation.open(),
                    operation.trace().createdAt().toString(),
                    operation.trace().createdBy(),
                    today);
        }
    }

    /** The codes of what can be in the way: what keeps orders from being regrouped, and what their status, items, till and sums forbid. */
    public static final class InTheWay implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            return Stream.concat(
                            Arrays.stream(RegroupError.class.getPermittedSubclasses()),
                            Stream.of(
                                    OrderError.NotFound.class,
                                    OrderError.NotAllowed.class,
                                    OrderError.Merged.class,
                                    OrderError.LineNotFound.class,
                                    OrderError.PartOfCombo.class,
                                    DiscountError.TooMany.class,
                                    RequestError.RevisionMismatch.class,
                                    ShiftError.NoneOpen.class,
                                    ShiftError.NoDevice.class,
                                    ValueError.AmountTooLarge.class))
                    .map(error -> error.getAnnotation(ErrorCode.class).value())
                    .sorted()
                    .toList();
        }
    }

    /** What is in the way: code, title and message as the problem would have them, and its facts. */
    public record Blocker(
            @Rules.Means("as the refusal would have it") @Rules.Known(InTheWay.class)
            String code,

            String title,
            String message,

            @Rules.Means("the members that the refusal would have")
            Map<String, Object> facts) {
        static Blocker of(Problem problem) {
            return new Blocker(problem.code(), problem.title(), problem.detail(), problem.members());
        }
    }

    /** A discount of an order that ended. */
    public record Lapsed(
            String orderId,
            String adjustmentId,
            Adjustment.Kind kind,
            @Nullable String value) {
        static Lapsed of(OrderFamily.Lapsed lapsed) {
            return new Lapsed(
                    lapsed.order().toString(),
                    lapsed.adjustment().id().toString(),
                    lapsed.adjustment().effect().kind(),
                    OrderAdjustment.value(lapsed.adjustment().effect()));
        }
    }

    /**
     * What a merge, a split or an undo came to. In a rehearsal: what it would come to, ids of new orders and items being provisional; or
     * how things stand and what is in the way.
     */
    @Rules.Means("what the merge, split or undo came to, or would come to")
    public record Result(
            @Rules.Means("the order of the path") OrderJson.Order order,

            @Rules.Means("the others; of a rehearsal ids of new orders and items are provisional")
            List<OrderJson.Order> orders,

            @Rules.Means("null in a rehearsal that is refused") @Nullable
            Operation operation,

            @Rules.Means("what was given on an order and ended, because no item could bear a share of it")
            List<Lapsed> lapsed,

            @Rules.Means("in a rehearsal: what is in the way")
            List<Blocker> blockers) {
        static Result of(Regrouped regrouped, ProblemMapper problems) {
            return new Result(
                    OrderJson.Order.of(regrouped.order()),
                    regrouped.others().stream().map(OrderJson.Order::of).toList(),
                    regrouped.operation().map(Operation::of).orElse(null),
                    regrouped.lapsed().stream().map(Lapsed::of).toList(),
                    regrouped.blockers().stream()
                            .map(problems::problem)
                            .map(Blocker::of)
                            .toList());
        }
    }
}
