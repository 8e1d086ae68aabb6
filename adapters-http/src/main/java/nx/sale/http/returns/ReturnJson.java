package nx.sale.http.returns;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nx.sale.application.returns.ReturnItems;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.settlement.Returned;
import nx.sale.domain.payment.refund.RefundError;
import nx.sale.domain.returns.ReturnError;
import nx.sale.domain.returns.SaleReturn;
import nx.sale.domain.settings.SettingsError;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.ErrorCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.ValueError;
import nx.sale.domain.shift.ShiftError;
import nx.sale.http.json.Rules;
import nx.sale.http.json.TotalsFields;
import nx.sale.http.problem.Problem;
import nx.sale.http.problem.ProblemMapper;
import org.jspecify.annotations.Nullable;

/** The JSON of returns and refunds. */
public final class ReturnJson {
    private ReturnJson() {}

    /** A line that came back, on one check of a divided bill. */
    public record Item(
            String itemId,
            @Nullable String saleCheckId,
            String quantity,
            String subtotal,
            String discount,
            String charge,
            String tax,

            @Rules.Means("the tax of charge") String chargeTax,

            boolean restock,
            @Nullable String reasonCode) {
        static List<Item> of(SaleReturn goods) {
            List<Item> items = new ArrayList<>();
            for (SaleReturn.Part part : goods.parts()) {
                Optional<SaleReturn.Item> item = goods.items().stream()
                        .filter(one -> one.line().equals(part.share().line()))
                        .findFirst();
                items.add(new Item(
                        part.share().line().toString(),
                        part.check().map(Object::toString).orElse(null),
                        part.share().quantity().toString(),
                        part.share().subtotal().canonical(),
                        part.share().discount().canonical(),
                        part.share().charged().amount().canonical(),
                        part.share().tax().canonical(),
                        part.share().charged().tax().canonical(),
                        item.map(SaleReturn.Item::restock).orElse(false),
                        item.flatMap(SaleReturn.Item::reason).orElse(null)));
            }
            return items;
        }
    }

    /** Goods that came back. */
    @Rules.Means("goods that came back")
    public record Return(
            String id,
            String saleOrderId,

            @Rules.Means("counts the returns of an order from 1")
            long number,

            List<Item> items,
            String currency,
            @JsonUnwrapped TotalsFields totals,

            @Rules.Means(
                    "what of the rounding to cash is taken back: refunds and unpaidReturned come to total and this")
            String cashRounding,

            @Rules.Means("what of it nobody had paid: it lowers the shortfall")
            String unpaidReturned,

            @Rules.Day String businessDate,
            @Nullable String deviceId,
            @Nullable String note,
            String createdAt,
            String createdBy) {
        public static Return of(SaleReturn goods) {
            Totals totals = goods.sums().totals();
            return new Return(
                    goods.id().toString(),
                    goods.order().toString(),
                    goods.number(),
                    Item.of(goods),
                    totals.total().currency().value(),
                    TotalsFields.of(totals),
                    goods.sums().cashRounding().canonical(),
                    goods.sums().unpaid().canonical(),
                    goods.businessDate().toString(),
                    goods.device().map(Object::toString).orElse(null),
                    goods.note().orElse(null),
                    goods.trace().createdAt().toString(),
                    goods.trace().createdBy());
        }
    }

    /** The order after it. */
    public record OrderState(String id, Returned.Status refundStatus, String refunded, long revision) {
        static OrderState of(OrderHeader order) {
            return new OrderState(
                    order.id().toString(),
                    order.progress().returned().status(),
                    order.progress().returned().refunded().canonical(),
                    order.revision());
        }
    }

    /** The codes of what can be in the way. */
    public static final class InTheWay implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            return Stream.of(
                            OrderError.NotAllowed.class,
                            OrderError.Merged.class,
                            OrderError.LineNotFound.class,
                            OrderError.PartOfCombo.class,
                            ReturnError.Exceeds.class,
                            ReturnError.NotWhole.class,
                            RefundError.NotPayable.class,
                            RefundError.Differ.class,
                            RefundError.Exceeds.class,
                            SettingsError.ReasonRequired.class,
                            SettingsError.ReasonUnknown.class,
                            ShiftError.NoDevice.class,
                            OperationsError.OlderBuildLive.class,
                            AccessError.Denied.class,
                            AccessError.ApprovalRefused.class,
                            ValueError.AmountTooLarge.class)
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

    /**
     * What a return came to. In a rehearsal: what it would come to, ids being provisional, and what is in the way.
     *
     * @param saleReturn null in a rehearsal that cannot be told
     */
    @Rules.Means("what the return came to, or would come to, and what is in the way")
    public record Result(
            OrderState order, @Nullable Return saleReturn, List<RefundJson.Refund> refunds, List<Blocker> blockers) {
        static Result of(ReturnItems.Result result, ProblemMapper problems) {
            return new Result(
                    OrderState.of(result.order()),
                    result.returned()
                            .map(returned -> Return.of(returned.goods()))
                            .orElse(null),
                    result.returned().stream()
                            .flatMap(returned -> returned.refunds().stream())
                            .map(RefundJson.Refund::of)
                            .toList(),
                    result.blockers().stream()
                            .map(problems::problem)
                            .map(Blocker::of)
                            .toList());
        }
    }

    /** What rounding to cash came to, beside the totals. */
    public record CashRounding(String sold, String returned, String kept) {
        static CashRounding of(Money sold, Money returned) {
            return new CashRounding(
                    sold.canonical(), returned.canonical(), sold.minus(returned).canonical());
        }
    }

    /** What was sold, what came back of it and what is kept, column by column: sold - returned = kept. */
    @Rules.Means("what was sold, came back and is kept")
    public record Balance(
            String saleOrderId,
            String currency,
            TotalsFields sold,
            TotalsFields returned,
            TotalsFields kept,

            @Rules.Means("what rounding to cash added to the totals, or took off below 0")
            CashRounding cashRounding) {
        static Balance of(OrderHeader order, List<SaleReturn> returns) {
            CurrencyCode currency = order.currency();
            Totals returned =
                    returns.stream().map(goods -> goods.sums().totals()).reduce(Totals.zero(currency), Totals::plus);
            Money rounding = returns.stream()
                    .map(goods -> goods.sums().cashRounding())
                    .reduce(Money.zero(currency), Money::plus);
            return new Balance(
                    order.id().toString(),
                    currency.value(),
                    TotalsFields.of(order.totals()),
                    TotalsFields.of(returned),
                    TotalsFields.of(order.totals().minus(returned)),
                    CashRounding.of(order.progress().tally().cashRounding(), rounding));
        }
    }
}
