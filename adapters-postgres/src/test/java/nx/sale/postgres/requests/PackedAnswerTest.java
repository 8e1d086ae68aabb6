package nx.sale.postgres.requests;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Optional;
import nx.sale.domain.requests.Kept;
import nx.sale.domain.requests.RequestLog.Remembered;
import org.junit.jupiter.api.Test;

/** A packed answer is short, and what is read from it is what was packed. */
class PackedAnswerTest {
    private static final String FINGERPRINT = "9f".repeat(32);

    private static Remembered of(String fingerprint, String content) {
        return new Remembered(fingerprint, new Kept(200, content, Optional.of(7L), Optional.empty()));
    }

    // REQUEST-22
    @Test
    void anAnswerPackedByTheFirstBuildThatPacksIsRead() {
        byte[] packed = HexFormat.of()
                .parseHex(
                        "016361f82fb49a8181e124239000017646063e94e2da109a46c0e1875ee4429ca7949d71784b5eba42c6e10579194ab500");

        assertThat(PackedAnswer.unpack(packed))
                .isEqualTo(new Remembered(
                        "00ff12ab",
                        new Kept(
                                201,
                                json("{'id':'1','status':'DRAFT','note':'không hành'}"),
                                Optional.of(7L),
                                Optional.of("/sale-orders/1"))));
    }

    // REQUEST-9
    @Test
    void whatIsUnlikeTheDictionaryIsReadAsItWasPacked() {
        for (String content : new String[] {"", "{}", "phở 🍜 \0 \n\r", "0123456789".repeat(40_000)}) {
            for (String fingerprint : new String[] {"", "print", "ABCD", "abc", "ab", FINGERPRINT, "ab".repeat(200)}) {
                Remembered remembered = of(fingerprint, content);
                assertThat(PackedAnswer.unpack(PackedAnswer.pack(remembered))).isEqualTo(remembered);
            }
        }
        Remembered bare = new Remembered("print", new Kept(-1, "{}", Optional.empty(), Optional.of("")));
        assertThat(PackedAnswer.unpack(PackedAnswer.pack(bare))).isEqualTo(bare);
    }

    @Test
    void anAnswerLikeTheDictionaryTakesLittleMoreThanItsFingerprint() {
        String content = json("{'cancelledAt':null,'cancellationReason':null,'originOrderId':null,'orderSplitAt':null,"
                + "'mergedAt':null,'mergedIntoOrderId':null,'checkSplitAt':null,'openedInSessionId':null}");

        assertThat(PackedAnswer.pack(of(FINGERPRINT, content))).hasSizeLessThan(32 + content.length() / 3);
    }

    @Test
    void aFormOfALaterBuildIsNotGuessed() {
        byte[] packed = PackedAnswer.pack(of(FINGERPRINT, "{}"));
        packed[0] = 2;

        assertThatThrownBy(() -> PackedAnswer.unpack(packed)).isInstanceOf(IllegalStateException.class);
    }
}
