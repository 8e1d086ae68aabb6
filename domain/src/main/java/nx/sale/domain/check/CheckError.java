package nx.sale.domain.check;

import java.util.List;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/** What keeps a bill from being divided, or a check from being changed. */
public sealed interface CheckError extends DomainError {
    /** No such check at this merchant. */
    @ErrorCode("check-not-found")
    record NotFound(CheckId checkId) implements CheckError {}

    /** The check's status does not allow it. */
    @ErrorCode("check-not-allowed")
    record NotAllowed(CheckId checkId, CheckStatus checkStatus) implements CheckError {}

    /** The whole bill is on checks already: take that division back first. */
    @ErrorCode("bill-divided")
    record AlreadyDivided(OrderId orderId) implements CheckError {}

    /** Something was paid on the order as a whole: whose share it is cannot be known. */
    @ErrorCode("bill-paid-whole")
    record PaidWhole(OrderId orderId, Money paid) implements CheckError {}

    /** There is no check that could be freed: none exists, or all are paid or written off. */
    @ErrorCode("no-check-to-free")
    record NothingToFree(OrderId orderId) implements CheckError {}

    /** More of an item than is left on the bill. */
    @ErrorCode("item-overallocated")
    record Overallocated(LineId itemId, Quantity wanted, Quantity left) implements CheckError {}

    /** These items are on no check, or not wholly: ask for the remainder too. */
    @ErrorCode("items-unallocated")
    record Unallocated(List<LineId> itemIds) implements CheckError {
        public Unallocated {
            itemIds = List.copyOf(itemIds);
        }
    }

    /** The amounts are more than is left to pay. */
    @ErrorCode("amounts-exceed")
    record AmountsExceed(Money wanted, Money left) implements CheckError {}

    /** The amounts are less than is left to pay: ask for the remainder too. */
    @ErrorCode("amounts-short")
    record AmountsShort(Money wanted, Money left) implements CheckError {}

    /** Nobody can pay this amount: it has more digits than the currency, or is not above zero. */
    @ErrorCode("amount-not-payable")
    record AmountNotPayable(Money amount, int digits) implements CheckError {}

    /** Nothing on the bill belongs to a seat. */
    @ErrorCode("no-seats")
    record NoSeats(OrderId orderId) implements CheckError {}

    /** A check would have nothing on it. */
    @ErrorCode("check-empty")
    record NothingOnCheck(int number) implements CheckError {}

    /** More checks than a bill can have. */
    @ErrorCode("too-many-checks")
    record TooMany(int wanted, int most) implements CheckError {}

    /** More pieces than one division can make: fewer checks, please. */
    @ErrorCode("too-many-shares")
    record TooManyShares(int wanted, int most) implements CheckError {}
}
