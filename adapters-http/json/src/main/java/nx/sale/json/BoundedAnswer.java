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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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

    /**
     * Throws HttpTimeoutException when the last byte is not here in time, {@link TooLong} when there are too many. The caller's thread
     * begins the exchange: handing that to another costs more than the rest of the client.
     */
    public static HttpResponse<String> ask(HttpClient http, HttpRequest.Builder request, Duration within, int longest)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        try {
            return http.send(
                    request.timeout(within).build(),
                    head -> text(new Limited(longest, Duration.ofNanos(deadline - System.nanoTime()))));
        } catch (IOException e) {
            throw e.getCause() instanceof TooLong tooLong ? tooLong : e;
        }
    }

    /** The body as UTF-8 text of so many bytes, here within so long after the headers. */
    public static HttpResponse.BodyHandler<String> text(int longest, Duration within) {
        return head -> text(new Limited(longest, within));
    }

    private static HttpResponse.BodySubscriber<String> text(Limited limited) {
        return HttpResponse.BodySubscribers.mapping(limited, bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Collects bytes, and ends the answer with the first one too many, or when the last one is late. */
    private static final class Limited implements HttpResponse.BodySubscriber<byte[]> {
        private final HttpResponse.BodySubscriber<byte[]> collected = HttpResponse.BodySubscribers.ofByteArray();
        private final CompletableFuture<byte[]> body;
        private final int longest;
        private long length;
        private volatile Flow.@Nullable Subscription subscription;

        Limited(int longest, Duration within) {
            this.longest = longest;
            body = collected
                    .getBody()
                    .toCompletableFuture()
                    .orTimeout(within.toNanos(), TimeUnit.NANOSECONDS)
                    .exceptionally(failure -> {
                        throw new CompletionException(
                                failure instanceof TimeoutException
                                        ? new HttpTimeoutException("its answer did not end in time")
                                        : failure);
                    });
            body.exceptionally(failure -> {
                end();
                return new byte[0];
            });
        }

        /** Ends the connection of an answer that goes on. */
        private void end() {
            Flow.Subscription given = subscription;
            if (given != null) {
                given.cancel();
            }
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
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
            for (ByteBuffer buffer : buffers) {
                length += buffer.remaining();
            }
            if (length <= longest) {
                collected.onNext(buffers);
            } else {
                collected.onError(new TooLong(longest));
            }
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
