package nx.sale.http.payment;

import java.io.IOException;
import java.util.Map;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.http.json.Filled;
import nx.sale.http.json.Wire;
import org.junit.jupiter.api.Test;

/** The JSON of payment reviews. */
class ReviewWireTest {
    @Test
    void aReviewIsWrittenAsItAlwaysWas() throws IOException {
        PaymentReview review = Filled.of(PaymentReview.class);

        Wire.assertWritten(ReviewRoutes.Review.of(review, Map.of(review.id(), "the twin")), "review");
        Wire.assertWritten(ReviewRoutes.Review.of(Filled.bare(PaymentReview.class)), "review-bare");
    }
}
