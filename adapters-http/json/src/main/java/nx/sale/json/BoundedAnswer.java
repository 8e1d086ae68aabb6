package nx.sale.json;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How every adapter asks another service over HTTP: the answer has a longest length and a latest moment. Of a longer one no more is
 * taken in, and the connection ends; the time is for the whole answer, because a request's own timeout ends with its headers.
 */
public final class BoundedAnswer {
    /** The answer has more bytes than are taken. */
    public static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;

        TooLong(int longest) {
            super("its answer is longer than " + longest + " bytes");
        }
    }

    private BoundedAnswer() {}

    /** Throws HttpTimeoutException when the last byte is not here in time, {@link TooLong} when there are too many. */
    public static HttpResponse<String> ask(HttpClient http, HttpRequest request, Duration within, int longest)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, text(longest));
        try {
            return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer within " + within);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            answer.cancel(true); // ends the connection of an answer that goes on
        }
    }

    /** The body as UTF-8 text of so many bytes. */
    public static HttpResponse.BodyHandler<String> text(int longest) {
        return head -> HttpResponse.BodySubscribers.mapping(
                new Limited(longest), bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Collects bytes, and ends the answer with the first one too many. */
    private static final class Limited implements HttpResponse.BodySubscriber<byte[]> {
        private final HttpResponse.BodySubscriber<byte[]> collected = HttpResponse.BodySubscribers.ofByteArray();
        private final int longest;
        private long length;
        private Flow.@Nullable Subscription subscription;

        Limited(int longest) {
            this.longest = longest;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return collected.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            collected.onSubscribe(given);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            if (length > longest) {
                return;
            }
            length += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
            if (length <= longest) {
                collected.onNext(buffers);
                return;
            }
            if (subscription != null) {
                subscription.cancel();
            }
            collected.onError(new TooLong(longest));
        }

        @Override
        public void onError(Throwable failure) {
            collected.onError(failure);
        }

        @Override
        public void onComplete() {
            collected.onComplete();
        }
    }
}
