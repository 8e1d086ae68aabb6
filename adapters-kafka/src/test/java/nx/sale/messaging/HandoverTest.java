package nx.sale.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.outbox.Message;
import nx.sale.domain.outbox.OutboxQueue;
import org.junit.jupiter.api.Test;

/** What the relay may send without a look into the outbox, and what not. */
class HandoverTest {
    private static final Set<Integer> OURS = Set.of(3);

    private final Handover handover = new Handover();

    private static OutboxQueue.Pending message(long merchant, OptionalLong sequence, int bucket, String body) {
        Message message = new Message(
                new MerchantId(merchant),
                Topics.SALE_ORDER_CHANGED,
                "1",
                sequence,
                "sale-order.changed",
                1,
                body,
                Instant.EPOCH);
        return new OutboxQueue.Pending(sequence.orElse(0), "e" + sequence, bucket, message, "r", 0);
    }

    private static OutboxQueue.Pending message(long sequence) {
        return message(70_001, OptionalLong.of(sequence), 3, "{}");
    }

    private Optional<List<OutboxQueue.Pending>> next(OutboxQueue.Pending... committed) {
        handover.add(List.of(committed));
        return handover.next(OURS, 500);
    }

    // OUTBOX-2
    @Test
    void theFirstOfAKeyAndWhatFollowsItAreSent() {
        assertThat(next(message(1), message(2))).contains(List.of(message(1), message(2)));
        assertThat(next()).contains(List.of());
    }

    // OUTBOX-2
    @Test
    void whatFollowsOneThatIsNotKnownToBePublishedIsLookedFor() {
        assertThat(next(message(2))).isEmpty();
        assertThat(next(message(1))).contains(List.of(message(1)));
        assertThat(next(message(2))).as("the first was not acknowledged").isEmpty();

        handover.published(message(1));
        assertThat(next(message(2))).contains(List.of(message(2)));
    }

    // OUTBOX-2
    @Test
    void commitsThatOvertookEachOtherAreLookedFor() {
        assertThat(next(message(2), message(1))).isEmpty();
    }

    // OUTBOX-2
    @Test
    void whatALookPublishedIsNotSentAgain() {
        handover.published(message(2));

        assertThat(next(message(1), message(2), message(3))).contains(List.of(message(3)));
    }

    // OUTBOX-2
    @Test
    void aMessageHandedOverTwiceIsSentOnce() {
        assertThat(next(message(1), message(1))).contains(List.of(message(1)));

        handover.published(message(1));
        assertThat(next(message(1))).contains(List.of());
    }

    // OUTBOX-2
    @Test
    void merchantsOfTheSameKeyHaveSequencesOfTheirOwn() {
        handover.published(message(1));

        assertThat(next(message(70_002, OptionalLong.of(2), 3, "{}"))).isEmpty();
        assertThat(next(message(70_002, OptionalLong.of(1), 3, "{}"), message(2)))
                .contains(List.of(message(70_002, OptionalLong.of(1), 3, "{}"), message(2)));
    }

    @Test
    void messagesOfOtherRelaysAreTheirs_andThoseWithoutSequenceAreLookedFor() {
        assertThat(next(message(70_001, OptionalLong.of(1), 4, "{}"))).contains(List.of());
        assertThat(next(message(70_001, OptionalLong.empty(), 3, "{}"))).isEmpty();
    }

    @Test
    void whatIsClearedIsNotSent_andNoMoreThanItHasPlaceForIsTaken() {
        handover.add(List.of(message(1)));
        handover.clear();

        assertThat(handover.next(OURS, 500)).contains(List.of());
        assertThat(handover.add(Collections.nCopies(1_000, message(1)))).isTrue();
        assertThat(handover.add(List.of(message(1)))).isFalse();
    }

    @Test
    void aLongBodyIsLookedFor() {
        assertThat(handover.add(List.of(message(70_001, OptionalLong.of(1), 3, "x".repeat(16 * 1024)))))
                .isTrue();
        assertThat(handover.add(List.of(message(70_001, OptionalLong.of(2), 3, "x".repeat(16 * 1024 + 1)))))
                .isFalse();
        assertThat(handover.next(OURS, 500))
                .hasValueSatisfying(kept -> assertThat(kept).hasSize(1));
    }
}
