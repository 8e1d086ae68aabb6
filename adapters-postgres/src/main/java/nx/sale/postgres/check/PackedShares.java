package nx.sale.postgres.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import nx.sale.domain.check.Share;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/**
 * The shares of a check as one list of numbers (decision 0070): the lines of all of them, then their quantities, and so on, in
 * ten-thousandths. Column by column, so that PostgreSQL finds what repeats when it compresses them.
 */
final class PackedShares {
    private static final List<Function<Share, Long>> COLUMNS = List.of(
            share -> share.line().value(),
            share -> number(share.quantity().value()),
            share -> number(share.subtotal().amount()),
            share -> number(share.discount().amount()),
            share -> number(share.tax().amount()),
            share -> number(share.charged().amount().amount()),
            share -> number(share.charged().tax().amount()));

    private PackedShares() {}

    static Long[] pack(List<Share> shares) {
        int count = shares.size();
        Long[] numbers = new Long[count * COLUMNS.size()];
        for (int column = 0; column < COLUMNS.size(); column++) {
            for (int place = 0; place < count; place++) {
                numbers[column * count + place] = COLUMNS.get(column).apply(shares.get(place));
            }
        }
        return numbers;
    }

    static List<Share> unpack(Long[] numbers, CurrencyCode currency) {
        int count = numbers.length / COLUMNS.size();
        List<Share> shares = new ArrayList<>(count);
        for (int place = 0; place < count; place++) {
            shares.add(new Share(
                    new LineId(numbers[place]),
                    new Quantity(decimal(numbers[count + place])),
                    new Money(decimal(numbers[2 * count + place]), currency),
                    new Money(decimal(numbers[3 * count + place]), currency),
                    new Money(decimal(numbers[4 * count + place]), currency),
                    new Charges.Part(
                            new Money(decimal(numbers[5 * count + place]), currency),
                            new Money(decimal(numbers[6 * count + place]), currency))));
        }
        return shares;
    }

    private static long number(BigDecimal value) {
        return value.setScale(Money.SCALE).unscaledValue().longValueExact();
    }

    private static BigDecimal decimal(long number) {
        return BigDecimal.valueOf(number, Money.SCALE);
    }
}
