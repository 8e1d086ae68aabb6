package nx.sale.http.returns;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nx.sale.application.returns.ChangeRefund;
import nx.sale.domain.id.LineId;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.returns.Returning;
import nx.sale.domain.returns.SaleReturn;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Tender;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Rules;

/** The bodies that take goods back and decide about refunds. */
public final class ReturnBodies {
    private ReturnBodies() {}

    @Rules.Example("""
            {"lines": [{"itemId": "250525119116488705", "quantity": "1", "restock": false}], "note": "it was cold"}""")
    public record Give(
            List<Wanted> lines,

            @Rules.Size(max = 50) @Rules.Means("how the money goes back; absent: by the tender it came by, cash last")
            Optional<List<Asked>> refunds,

            @Rules.Text(max = 2000) Optional<String> note) {
        Returning.Wanted wanted() {
            List<Wanted> named = lines;
            if (named.stream().map(Wanted::itemId).distinct().count() < named.size()) {
                throw InvalidInput.field("lines", "not-distinct", "must name each item once");
            }
            List<Asked> money = refunds.orElse(List.of());
            return new Returning.Wanted(
                    named.stream().map(Wanted::item).toList(),
                    IntStream.range(0, money.size())
                            .mapToObj(place -> money.get(place).asked("refunds[" + place + "]."))
                            .toList(),
                    note);
        }
    }

    public record Wanted(
            @Rules.Means("for a combo its lead, in whole units; the parts follow")
            Long itemId,

            Quantity quantity,

            @Rules.Means("whether it can be sold again; false when absent")
            Optional<Boolean> restock,

            @Rules.Text(max = 40) @Rules.Means("of the merchant's list; required when there is one")
            Optional<String> reasonCode) {
        SaleReturn.Item item() {
            return new SaleReturn.Item(new LineId(itemId), quantity, restock.orElse(false), reasonCode);
        }
    }

    public record Asked(
            @Rules.Means("to this attempt, or method instead")
            Optional<String> attemptUid,

            @Rules.Means("by this tender; another than it came by needs a permission of its own")
            Optional<Tender> method,

            @Rules.Means("all of them together are what the return gives back")
            BigDecimal amount) {
        /** @param path of this refund in the body */
        Returning.Asked asked(String path) {
            requireOne(path, attemptUid.isPresent(), method.isPresent());
            if (amount.signum() <= 0) {
                throw InvalidInput.field(path + "amount", "out-of-range", "must be above 0");
            }
            return attemptUid
                    .<Returning.Asked>map(uid -> new Returning.Asked.ToAttempt(uid, amount))
                    .orElseGet(() -> new Returning.Asked.By(method.orElseThrow(), amount));
        }
    }

    private static void requireOne(String path, boolean attempt, boolean method) {
        if (attempt == method) {
            throw InvalidInput.field(path + "attemptUid", "not-allowed", "give either attemptUid or method");
        }
    }

    @Rules.Example("""
            {"method": "CASH"}""")
    public record Retry(
            @Rules.Means("to this attempt of the same bill, or method instead; both absent: as before")
            Optional<String> attemptUid,

            @Rules.Means("by this tender; another than it came by needs a permission of its own")
            Optional<Tender> method,

            @Rules.Means(
                    "so much of it, where no payment has all; the rest stays FAILED and can be tried again; absent: all of it")
            Optional<BigDecimal> amount) {
        ChangeRefund.Decision decision() {
            if (attemptUid.isPresent()) {
                requireOne("", true, method.isPresent());
            }
            if (amount.filter(part -> part.signum() <= 0).isPresent()) {
                throw InvalidInput.field("amount", "out-of-range", "must be above 0");
            }
            return new ChangeRefund.Decision.Retry(attemptUid, method, amount);
        }
    }

    /** How a person can end a refund. */
    public enum End {
        MANUAL,
        FAILED
    }

    @Rules.Example("""
            {"resolution": "MANUAL", "note": "paid out at the bank"}""")
    public record Resolve(
            @Rules.Means("MANUAL: somebody gave the money; FAILED: it did not go back, and may be tried again")
            End resolution,

            @Rules.Text(max = 2000) String note) {
        ChangeRefund.Decision decision() {
            return new ChangeRefund.Decision.Resolve(Refund.Status.valueOf(resolution.name()), note);
        }
    }
}
