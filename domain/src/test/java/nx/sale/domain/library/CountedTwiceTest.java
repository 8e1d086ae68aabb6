package nx.sale.domain.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nx.sale.domain.shared.Seeded;
import nx.sale.fractions.ByFractions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bills with everything on them, counted by the service and by a program that knows nothing of it. */
class CountedTwiceTest {
    private static final Path CASES = Path.of("../docs/rules/discount-cases.md");

    /** The rows of the tables: case, then the bill, then what each item has off and is charged. */
    static List<List<String>> cases() throws IOException {
        List<List<String>> rows = Files.readAllLines(CASES).stream()
                .filter(line -> line.matches("\\| (VND|USD|JPY|KWD) .*"))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)))
                .toList();
        assertThat(rows).hasSizeGreaterThan(12);
        return rows;
    }

    // DISCOUNT-2
    // DISCOUNT-4
    // CHARGE-5
    @ParameterizedTest
    @MethodSource("cases")
    void theWorkedCasesAreRight(List<String> row) {
        String text = String.join(" | ", row.subList(0, 5));
        String expected = String.join(" ", row.subList(5, 11));

        assertThat(TextBill.bill(text)).containsEntry("bill", expected).isEqualTo(ByFractions.bill(text));
    }

    @ParameterizedTest
    @CsvSource({"VND", "USD", "JPY", "KWD"})
    void everyColumnIsTheSameCountedTwice(String currency) {
        Seeded.times(500, random -> {
            String text = awkward(currency, random);
            assertThat(TextBill.bill(text)).as(text).isEqualTo(ByFractions.bill(text));
            if (ByFractions.bill(text).get("bill").endsWith(" 0")) {
                return; // complete at once: there is nothing to divide
            }
            assertThat(TextBill.divided(text, 7)).as(text).isEqualTo(ByFractions.divided(text, 7));
            assertThat(TextBill.divided(text, 0)).as(text).isEqualTo(ByFractions.divided(text, 0));
        });
    }

    /** Up to seven lines with three tax rates, some in happy hour, up to three discounts on one line, some on the order, two charges. */
    private static String awkward(String currency, Random random) {
        int count = 2 + random.nextInt(6);
        boolean whole = currency.equals("VND") || currency.equals("JPY");
        List<String> names = IntStream.range(0, count)
                .mapToObj(place -> Character.toString('A' + place))
                .toList();
        String items = names.stream()
                .map(name -> name + " "
                        + Seeded.one(random, List.of("33333.3333", "0.0001", "10", "7.77", "45000", "0.3333"))
                        + "x" + Seeded.one(random, List.of("1", "3", "0.3333", "7", "1.5")) + " seat "
                        + (name.equals("A") ? 1 : random.nextInt(4)))
                .collect(Collectors.joining("; "));
        List<String> given = new ArrayList<>();
        for (int more = random.nextInt(5); more > 0; more--) {
            given.add((random.nextBoolean() ? "A" : Seeded.one(random, names)) + " "
                    + Seeded.one(random, List.of("-10%", "-33.33%", "-7%", "-1", "-3333", "-0.01%", "comp")));
        }
        for (int more = random.nextInt(4); more > 0; more--) {
            given.add("all " + Seeded.one(random, List.of("-5%", "-12.5%", "-1000", "-7", whole ? "-13" : "-0.33")));
        }
        String pricing = names.stream()
                .map(name -> name + " d" + Seeded.one(random, List.of("0", "0", "20", "33.33", "100")) + " t"
                        + Seeded.one(random, List.of("0", "5", "8", "10")))
                .collect(Collectors.joining("; "));
        String charges = random.nextInt(4) == 0 ? "" : "5% t8; " + (whole ? "1500" : "1.5") + " t10";
        return String.join(" | ", currency, items, String.join("; ", given), pricing, charges);
    }
}
