package nx.sale.application.requests;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.requests.Kept;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.requests.RequestLog;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.Unavailable;
import nx.sale.domain.shared.UnitOfWork;

/**
 * Lets a write act once, however often it is asked for (REQUEST-9). The key's row is written first, in the transaction of the
 * effect, together with the answer; a repeat gets that answer; a concurrent repeat waits on the row. Only successes are kept: a
 * rejected request changed nothing and is judged anew, but before it is rejected the key is looked up once more, because the first
 * try may be the very reason for the rejection.
 */
public final class Requests {
    private final UnitOfWork work;
    private final RequestLog log;
    private final Clock clock;

    public Requests(UnitOfWork work, RequestLog log, Clock clock) {
        this.work = work;
        this.log = log;
        this.clock = clock;
    }

    /** One try at a request: its only way into a transaction. */
    public final class Attempt<T, A> {
        private final Request request;
        private final Reply<T, A> reply;

        private Attempt(Request request, Reply<T, A> reply) {
            this.request = request;
            this.reply = reply;
        }

        /** Runs the body in a transaction of its own, with the key and the answer stored in it. */
        public A run(Function<Tx, T> body) {
            return work.run(tx -> keyed(tx, body));
        }

        /** As {@link #run(Function)}, for a body that locks this order. */
        public A run(OrderId order, Function<Tx, T> body) {
            return work.run(order, tx -> keyed(tx, body));
        }

        /** As {@link #run(Function)}, for a body that asks for the time: that at which its transaction begins, before it locks. */
        public A run(BiFunction<Tx, Instant, T> body) {
            return run(tx -> body.apply(tx, clock.instant()));
        }

        /** As {@link #run(BiFunction)}, for a body that locks this order. */
        public A run(OrderId order, BiFunction<Tx, Instant, T> body) {
            return run(order, tx -> body.apply(tx, clock.instant()));
        }

        /** As {@link #run(Function)}, for a body that locks tables of this merchant. */
        public A runOnFloor(MerchantId merchant, Function<Tx, T> body) {
            return work.runOnFloor(merchant, tx -> keyed(tx, body));
        }

        /** As {@link #run(BiFunction)}, for a body that locks tables of this merchant. */
        public A runOnFloor(MerchantId merchant, BiFunction<Tx, Instant, T> body) {
            return runOnFloor(merchant, tx -> body.apply(tx, clock.instant()));
        }

        private A keyed(Tx tx, Function<Tx, T> body) {
            request.key().ifPresent(key -> log.add(tx, key));
            A answer = reply.of(body.apply(tx));
            request.key().ifPresent(key -> log.update(tx, key, reply.keep(answer)));
            return answer;
        }
    }

    public <T, A> A once(Request request, Reply<T, A> reply, Function<Attempt<T, A>, A> body) {
        try {
            return body.apply(new Attempt<>(request, reply));
        } catch (RequestLog.AlreadyAnswered e) {
            return replay(request, reply).orElseThrow(() -> new Unavailable(Unavailable.Part.REQUEST_IN_PROGRESS, e));
        } catch (Rejected rejected) {
            return replay(request, reply).orElseThrow(() -> rejected);
        } catch (Unavailable unavailable) {
            boolean twin = unavailable.part() == Unavailable.Part.ORDER_BUSY
                    && request.key().filter(log::inProgress).isPresent();
            return replay(request, reply)
                    .orElseThrow(() ->
                            twin ? new Unavailable(Unavailable.Part.REQUEST_IN_PROGRESS, unavailable) : unavailable);
        }
    }

    private <A> Optional<A> replay(Request request, Reply<?, A> reply) {
        return request.key().flatMap(this::remembered).map(reply::recall);
    }

    private Optional<Kept> remembered(RequestKey key) {
        return log.find(key).map(remembered -> {
            if (!remembered.fingerprint().equals(key.fingerprint())) {
                throw new Rejected(new RequestError.KeyReused(key.key()));
            }
            return remembered.answer();
        });
    }
}
