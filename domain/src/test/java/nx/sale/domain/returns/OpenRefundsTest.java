package nx.sale.domain.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which refunds somebody is asked about: those that wait, and those that failed and of which something can still be given. */
class OpenRefundsTest {
    /** 100,000 by one card. */
    private final Sale sale =
            Sale.of(CurrencyCode.VND, List.of(), "0", "10000x10").pay("card", Tender.CARD, "100000");

    private Refund back(String items) {
        return sale.back(items).event().refunds().getFirst();
    }

    private RefundId again(RefundId failed) {
        return sale.retry(failed, Optional.empty(), Optional.empty())
                .refund()
                .refund()
                .id();
    }

    private RefundId part(RefundId failed, String amount) {
        return sale.retry(failed, Optional.empty(), Optional.empty(), Optional.of(sale.money(amount)))
                .refund()
                .refund()
                .id();
    }

    private void failed(RefundId id) {
        sale.answer(id, Refund.Status.FAILED);
    }

    private void succeeded(RefundId id) {
        sale.answer(id, Refund.Status.SUCCESS);
    }

    private List<RefundId> open() {
        return sale.refunds().filter(Refund::open).map(Refund::id).toList();
    }

    private Money twice() {
        return sale.sum(sale.reviews()
                .filter(PaymentReview::open)
                .filter(review -> review.kind() == PaymentReview.Kind.REFUNDED_TWICE)
                .map(PaymentReview::amount));
    }

    /** What is said at the end of a chain of so many, by its places: the last fails or not, and some succeed after all. */
    private record Ending(int length, List<String> said) {}

    /** Every set of late answers, in every order. */
    static Stream<Ending> endings() {
        List<Ending> endings = new ArrayList<>();
        for (int length = 2; length <= 3; length++) {
            int last = length - 1;
            List<String> all = new ArrayList<>(IntStream.range(0, length)
                    .mapToObj(place -> "success " + place)
                    .toList());
            all.add("failed " + last);
            for (int set = 0; set < 1 << all.size(); set++) {
                List<String> said = new ArrayList<>();
                for (int place = 0; place < all.size(); place++) {
                    if ((set >> place & 1) == 1) {
                        said.add(all.get(place));
                    }
                }
                for (List<String> order : orders(said)) {
                    endings.add(new Ending(length, order));
                }
            }
        }
        return endings.stream();
    }

    private static List<List<String>> orders(List<String> said) {
        if (said.isEmpty()) {
            return List.of(said);
        }
        List<List<String>> orders = new ArrayList<>();
        for (String first : said) {
            List<String> rest = new ArrayList<>(said);
            rest.remove(first);
            for (List<String> behind : orders(rest)) {
                List<String> order = new ArrayList<>(List.of(first));
                order.addAll(behind);
                orders.add(Collections.unmodifiableList(order));
            }
        }
        return orders;
    }

    // RETURN-13
    // RETURN-23
    @ParameterizedTest
    @MethodSource("endings")
    void whateverIsSaidLate_nothingIsOpenThatOwesNothing_andOnlyWhatWentTwiceIsReviewed(Ending ending) {
        List<RefundId> chain = new ArrayList<>(List.of(back("0x5").id()));
        while (chain.size() < ending.length()) {
            failed(chain.getLast());
            chain.add(again(chain.getLast()));
        }

        for (String said : ending.said()) {
            RefundId refund = chain.get(Integer.parseInt(said.split(" ")[1]));
            if (said.startsWith("failed")) {
                failed(refund);
            } else {
                succeeded(refund);
            }
            sale.requireOpenCanBeClosed();
        }

        long given = sale.refunds()
                .filter(refund -> refund.status() == Refund.Status.SUCCESS)
                .count();
        Refund last = sale.refunds()
                .filter(refund -> refund.id().equals(chain.getLast()))
                .findFirst()
                .orElseThrow();
        boolean waits = last.status() == Refund.Status.REQUESTED;
        assertThat(open()).isEqualTo(waits || given == 0 ? List.of(last.id()) : List.of());
        long has = given + (waits ? 1 : 0);
        assertThat(twice()).isEqualTo(sale.money(Long.toString(Math.max(0, has - 1) * 50_000)));
        sale.requireConserved();
        sale.requireOneWayBack();
    }

    // RETURN-13
    // RETURN-23
    @Test
    void givenByHand_andThenByMqPay_isOpenNoMore() {
        RefundId first = back("0x5").id();
        failed(first);
        RefundId second = again(first);
        failed(second);
        assertThat(open()).containsExactly(second);

        sale.resolve(second, Refund.Status.MANUAL);
        assertThat(open()).isEmpty();
        assertThat(twice()).isEqualTo(sale.money("0"));

        succeeded(first);
        assertThat(open()).isEmpty();
        assertThat(twice()).isEqualTo(sale.money("50000"));

        succeeded(second);
        assertThat(open()).isEmpty();
        assertThat(twice()).isEqualTo(sale.money("100000"));
    }

    // RETURN-10
    // RETURN-13
    // RETURN-23
    @Test
    void partThatWasTriedAgain_isGivenTwice_andTheRestOwesNothing() {
        RefundId whole = back("0x5").id();
        failed(whole);
        RefundId part = part(whole, "20000");
        RefundId rest = open().getLast();
        assertThat(open()).containsExactly(part, rest);

        succeeded(whole);

        assertThat(open()).containsExactly(part);
        assertThat(twice()).isEqualTo(sale.money("20000"));
        failed(part);
        assertThat(open()).isEmpty();
        assertThat(twice()).isEqualTo(sale.money("0"));
        sale.requireOneWayBack();
    }

    /** Two refunds of one bill failed, and what went twice of another is less than they owe: the rest is given for either. */
    // RETURN-10
    // RETURN-23
    @Test
    void whatWentTwiceIsTakenOffWhatTheBillOwes() {
        RefundId first = back("0x3").id();
        RefundId other = back("0x4").id();
        failed(first);
        succeeded(again(first));
        succeeded(first);
        assertThat(twice()).isEqualTo(sale.money("30000"));

        failed(other);

        assertThat(open()).containsExactly(other);
        assertThat(twice()).isEqualTo(sale.money("0"));
        part(other, "10000");
        assertThat(open()).singleElement().satisfies(waits -> assertThat(waits).isNotEqualTo(other));
        sale.requireOpenCanBeClosed();
        sale.requireOneWayBack();
    }

    // RETURN-22
    // RETURN-23
    @Test
    void moneyThatTheProviderTookBackIsAskedForAgainOnceOtherMoneyIsHere() {
        RefundId refund = back("0x10").id();
        failed(refund);

        sale.reverse("card");
        assertThat(open()).isEmpty();
        sale.requireOneWayBack();

        sale.pay("other", Tender.CARD, "100000");
        assertThat(open()).containsExactly(refund);
        sale.retry(refund, Optional.of("other"), Optional.empty());
        assertThat(open()).hasSize(1).doesNotContain(refund);
    }

    // RETURN-14
    // RETURN-23
    @Test
    void refundOfAReviewIsOpenWhileItsMoneyIsHere() {
        sale.pay("late", Tender.CARD, "7000");
        RefundId first = sale.refunded().id();
        failed(first);
        RefundId second = again(first);
        failed(second);
        assertThat(open()).containsExactly(second);

        succeeded(first);

        assertThat(open()).isEmpty();
        assertThat(twice()).isEqualTo(sale.money("0"));
    }

    // RETURN-14
    // RETURN-23
    @Test
    void refundOfAReviewWhoseMoneyTheProviderTookBackIsNotOpen() {
        sale.pay("late", Tender.CARD, "7000");
        RefundId refund = sale.refunded().id();
        failed(refund);

        sale.reverse("late");

        assertThat(open()).isEmpty();
    }
}
