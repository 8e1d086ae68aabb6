package nx.sale.domain.check;

import java.util.List;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/** What keeps a bill from being divided, or a check from being changed. */
public sealed interface CheckError extends DomainError {
    /** No such check at this merchant. */
    record NotFound(CheckId checkId) implements CheckError {
        @Override
        public String code() {
            return "check-not-found";
        }
    }

    /** The check's status does not allow it. */
    record NotAllowed(CheckId checkId, CheckStatus checkStatus) implements CheckError {
        @Override
        public String code() {
            return "check-not-allowed";
        }
    }

    /** The whole bill is on checks already: take that division back first. */
    record AlreadyDivided(OrderId orderId) implements CheckError {
        @Override
        public String code() {
            return "bill-divided";
        }
    }

    /** Something was paid on the order as a whole: whose share it is cannot be known. */
    record PaidWhole(OrderId orderId, Money paid) implements CheckError {
        @Override
        public String code() {
            return "bill-paid-whole";
        }
    }

    /** There is no check that could be freed: none exists, or all are paid or written off. */
    record NothingToFree(OrderId orderId) implements CheckError {
        @Override
        public String code() {
            return "no-check-to-free";
        }
    }

    /** More of an item than is left on the bill. */
    record Overallocated(LineId itemId, Quantity wanted, Quantity left) implements CheckError {
        @Override
        public String code() {
            return "item-overallocated";
        }
    }

    /** These items are on no check, or not wholly: ask for the remainder too. */
    record Unallocated(List<LineId> itemIds) implements CheckError {
        public Unallocated {
            itemIds = List.copyOf(itemIds);
        }

        @Override
        public String code() {
            return "items-unallocated";
        }
    }

    /** The amounts are more than is left to pay. */
    record AmountsExceed(Money wanted, Money left) implements CheckError {
        @Override
        public String code() {
            return "amounts-exceed";
        }
    }

    /** The amounts are less than is left to pay: ask for the remainder too. */
    record AmountsShort(Money wanted, Money left) implements CheckError {
        @Override
        public String code() {
            return "amounts-short";
        }
    }

    /** Nobody can pay this amount: it has more digits than the currency, or is not above zero. */
    record AmountNotPayable(Money amount, int digits) implements CheckError {
        @Override
        public String code() {
            return "amount-not-payable";
        }
    }

    /** Nothing on the bill belongs to a seat. */
    record NoSeats(OrderId orderId) implements CheckError {
        @Override
        public String code() {
            return "no-seats";
        }
    }

    /** A check would have nothing on it. */
    record NothingOnCheck(int number) implements CheckError {
        @Override
        public String code() {
            return "check-empty";
        }
    }

    /** More checks than a bill can have. */
    record TooMany(int wanted, int most) implements CheckError {
        @Override
        public String code() {
            return "too-many-checks";
        }
    }

    /** More pieces than one division can make: fewer checks, please. */
    record TooManyShares(int wanted, int most) implements CheckError {
        @Override
        public String code() {
            return "too-many-shares";
        }
    }
}
