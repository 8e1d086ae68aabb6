package nx.sale.domain.shift;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static nx.sale.domain.fixture.TestShifts.TILL;
import static nx.sale.domain.fixture.TestShifts.closed;
import static nx.sale.domain.fixture.TestShifts.counted;
import static nx.sale.domain.fixture.TestShifts.opened;
import static nx.sale.domain.fixture.TestShifts.took;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.settings.Settings;
import org.junit.jupiter.api.Test;

/** The chain of Z reports tells of every change. */
class ZChainTest {
    private final List<ZReport> reports = new ArrayList<>();
    private Till till = Till.fresh(MERCHANT, TILL);

    ZChainTest() {
        for (int shift = 1; shift <= 5; shift++) {
            PosSession.Open open = opened(shift);
            ShiftFigures figures = took(Integer.toString(shift * 1_000));
            ZReport z = ZReport.sealed(
                    new ZReportId(100 + shift),
                    closed(open, counted(Integer.toString(500_000 + shift * 1_000)), figures),
                    new Shifts.Books(till.opening(open.id()), figures, OpenOrders.NONE));
            till = till.closedBy(z);
            reports.add(z);
        }
    }

    /** PostgreSQL rounds to microseconds; the proof covers what it keeps. */
    @Test
    void holdsForAClockFinerThanStorage() {
        Instant fine = NOON.plusNanos(123_456_789);
        PosSession.Open open = opened(6);
        ShiftFigures figures = took("1000");
        PosSession.Outcome closed =
                open.close(counted("501000"), figures, OpenOrders.NONE, Settings.DEFAULT, WAITER, fine);

        ZReport z = ZReport.sealed(
                new ZReportId(106),
                ((PosSession.Outcome.Closed) closed).session(),
                new Shifts.Books(till.opening(open.id()), figures, OpenOrders.NONE));

        Instant stored = z.at().plusNanos(500).truncatedTo(ChronoUnit.MICROS);
        reports.add(new ZReport(
                z.id(),
                z.merchant(),
                z.device(),
                z.session(),
                z.number(),
                stored,
                z.content(),
                z.previousHash(),
                z.hash()));
        till = till.closedBy(z);
        assertThat(found()).isEmpty();
        assertThat(z.content()).contains("123456Z").doesNotContain("123456789");
    }

    private List<String> found() {
        ZChain chain = new ZChain(MERCHANT, TILL);
        reports.forEach(chain::next);
        return chain.end(Optional.of(till)).stream()
                .map(finding -> "Z " + finding.number() + " " + finding.what())
                .toList();
    }

    private void tamper(int index, UnaryOperator<ZReport> how) {
        reports.set(index, how.apply(reports.get(index)));
    }

    private static ZReport with(ZReport z, String content, String hash) {
        return new ZReport(
                z.id(), z.merchant(), z.device(), z.session(), z.number(), z.at(), content, z.previousHash(), hash);
    }

    // SHIFT-13
    @Test
    void untouchedChainIsValid() {
        assertThat(found()).isEmpty();
        assertThat(reports).extracting(ZReport::number).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(reports.getFirst().previousHash()).isEqualTo(Till.NO_HASH);
        assertThat(reports.getFirst().hash()).matches("[0-9a-f]{64}");
    }

    @Test
    void theContentIsCanonical() {
        assertThat(reports.getFirst().content())
                .startsWith(json("{'cash':{'counted':'501000','denominations':[],'discrepancy':'0','drop':'0',"))
                .contains(json("'number':1,"), json("'tenders':[{'amount':'1000','carried':'0','currency':'VND',"))
                .doesNotContain(" ");
    }

    @Test
    void changedAmountIsReported() {
        tamper(2, z -> with(z, z.content().replace("503000", "403000"), z.hash()));

        assertThat(found()).containsExactly("Z 3 was changed: its content does not have its hash");
    }

    @Test
    void changedZWithARecomputedHashBreaksTheNextLink() {
        tamper(2, z -> {
            ZReport changed = with(z, z.content().replace("503000", "403000"), "");
            return with(changed, changed.content(), changed.computedHash());
        });

        assertThat(found()).containsExactly("Z 4 does not follow the one before");
    }

    @Test
    void changedLastZWithARecomputedHashIsFoundByTheTill() {
        tamper(4, z -> {
            ZReport changed = with(z, z.content().replace("505000", "405000"), "");
            return with(changed, changed.content(), changed.computedHash());
        });

        assertThat(found()).containsExactly("Z 5 should be the last with hash " + till.lastHash() + ", says the till");
    }

    @Test
    void anotherColumnIsCoveredToo() {
        tamper(
                1,
                z -> new ZReport(
                        z.id(),
                        z.merchant(),
                        z.device(),
                        new SessionId(999),
                        z.number(),
                        z.at(),
                        z.content(),
                        z.previousHash(),
                        z.hash()));

        assertThat(found()).containsExactly("Z 2 was changed: its content does not have its hash");
    }

    @Test
    void missingZReportIsReported() {
        reports.remove(1);
        assertThat(found()).containsExactly("Z 2 is missing");
        reports.remove(1);
        assertThat(found()).containsExactly("Z 2 to 3 are missing");
    }

    @Test
    void missingLastZIsFoundByTheTill() {
        reports.removeLast();

        assertThat(found()).containsExactly("Z 5 should be the last with hash " + till.lastHash() + ", says the till");
    }

    // SHIFT-14
    @Test
    void twoOfOneNumberAreNamed() {
        reports.add(3, reports.get(2));

        assertThat(found()).containsExactly("Z 3 is there twice");
    }

    @Test
    void aTillHasOneOpenShift() {
        Till open = till.opening(new SessionId(7));

        assertRejected(() -> open.opening(new SessionId(8)), new ShiftError.AlreadyOpen(TILL, new SessionId(7)));
    }
}
