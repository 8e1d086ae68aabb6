package nx.sale.domain.order.settlement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/** The bills of {@code docs/rules/rounding-cases.md}, and what the rules make of them. Public for the loader of broken rules. */
public final class WorkedCases {
    private static final Path CASES = Path.of("../docs/rules/rounding-cases.md");

    private WorkedCases() {}

    static List<List<String>> all() throws IOException {
        return Files.readAllLines(CASES).stream()
                .filter(line -> line.matches("\\| (VND|CHF) .*"))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)))
                .toList();
    }

    /** The rows that come out otherwise. */
    public static List<List<String>> wrong() throws IOException {
        return all().stream().filter(row -> !computed(row).equals(said(row))).toList();
    }

    static List<String> said(List<String> row) {
        return row.subList(6, 12);
    }

    static List<String> computed(List<String> row) {
        CurrencyCode currency = new CurrencyCode(row.getFirst());
        List<Optional<Money>> given = row.subList(1, 6).stream()
                .map(text -> text.isBlank() ? Optional.<Money>empty() : Optional.of(Money.of(text.strip(), currency)))
                .toList();
        Payable bill = new Payable(given.get(1).orElseThrow(), given.getFirst());
        Tendered money = new Tendered(
                given.get(2).orElseThrow(),
                given.get(3).orElseThrow(),
                Money.zero(currency),
                Tendered.Tips.declared(given.get(4).orElseThrow()));
        Balance balance = bill.paidBy(money);
        return List.of(
                balance.settled() ? "yes" : "no",
                balance.cashRounding().canonical(),
                balance.over().canonical(),
                balance.tip().canonical(),
                balance.due().canonical(),
                balance.cashDue().canonical());
    }
}
