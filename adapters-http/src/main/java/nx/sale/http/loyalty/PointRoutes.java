package nx.sale.http.loyalty;

import static nx.sale.http.server.Route.Method.GET;

import java.util.List;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.loyalty.LoyaltyError;
import nx.sale.domain.loyalty.PointFields;
import nx.sale.domain.loyalty.PointTransaction;
import nx.sale.domain.loyalty.PointTransactionId;
import nx.sale.domain.loyalty.PointViews;
import nx.sale.domain.shared.Rejected;
import nx.sale.http.json.Rules;
import nx.sale.http.list.ListOf;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;
import org.jspecify.annotations.Nullable;

/** The routes of points. */
public final class PointRoutes {
    @Rules.Means("points that came to a customer")
    public record Transaction(
            String id,
            String merchantId,
            String customerId,
            String saleOrderId,
            PointTransaction.Kind kind,
            long points,

            @Rules.Means("the total with which they were earned")
            String spend,

            String currency,
            @Nullable String saleReturnId,
            String createdAt) {
        static Transaction of(PointTransaction transaction) {
            return new Transaction(
                    transaction.id().toString(),
                    transaction.merchant().toString(),
                    transaction.customer().toString(),
                    transaction.order().toString(),
                    transaction.kind(),
                    transaction.points(),
                    transaction.spend().canonical(),
                    transaction.spend().currency().value(),
                    transaction.goods().map(Object::toString).orElse(null),
                    transaction.at().toString());
        }
    }

    /** What a customer has at the merchant. */
    @Rules.Means("what the customer has at the merchant")
    public record Balance(
            String customerId,
            @Rules.Means("in points") long balance,

            @Rules.Means("the customer spent points of what came back since")
            boolean negative) {}

    private final PointViews views;
    private final ListOf<PointTransaction> listed;

    public PointRoutes(PointViews views) {
        this.views = views;
        listed = new ListOf<>(
                PointFields.ALL,
                List.of(Parameter.ids("customerId"), Parameter.ids("saleOrderId")),
                views,
                Transaction::of);
    }

    public List<Route> routes() {
        return List.of(
                listed.takenBy(Route.of(
                                GET,
                                "/point-transactions",
                                "listPointTransactions",
                                "Points that came to customers, the newest first unless asked otherwise")
                        .needs("PointTransaction.find")
                        .lists(Transaction.class)
                        .handledBy(listed::list)),
                listed.takenBy(Route.of(
                                GET,
                                "/point-transactions/count",
                                "countPointTransactions",
                                "How many transactions of points match")
                        .needs("PointTransaction.count")
                        .gives(ListOf.Count.class)
                        .handledBy(listed::count)),
                Route.of(GET, "/point-transactions/{id}", "getPointTransaction", "One transaction of points")
                        .needs("PointTransaction.findById")
                        .gives(Transaction.class)
                        .rejects(LoyaltyError.NotFound.class)
                        .handledBy(this::get),
                Route.of(
                                GET,
                                "/customers/{customerId}/points",
                                "getPoints",
                                "What a customer has at this merchant; zero for one who never earned")
                        .needs("PointTransaction.find")
                        .gives(Balance.class)
                        .handledBy(this::balance));
    }

    private Answer get(Call call) {
        PointTransactionId id = new PointTransactionId(call.pathId("id"));
        return Answers.ok(Transaction.of(
                views.find(call.merchant(), id).orElseThrow(() -> new Rejected(new LoyaltyError.NotFound(id)))));
    }

    private Answer balance(Call call) {
        CustomerId customer = new CustomerId(call.pathId("customerId"));
        long balance = views.getBalance(call.merchant(), customer);
        return Answers.ok(new Balance(customer.toString(), balance, balance < 0));
    }
}
