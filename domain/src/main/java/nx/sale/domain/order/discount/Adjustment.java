package nx.sale.domain.order.discount;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;

/**
 * A discount, comp or code that a person gave.
 *
 * @param origin the one it was divided off from with its line, or came out of when orders were merged or split
 * @param scope what it was given on and counts for: the order also when a merge or a split laid it on a line
 */
public record Adjustment(AdjustmentId id, Optional<AdjustmentId> origin, Effect effect, Grounds grounds, Scope scope) {
    /** What an adjustment takes. */
    public sealed interface Effect {
        Kind kind();

        /** What it takes of the rest that those before it left. */
        Money on(Money rest);
    }

    /** The kinds by name. */
    public enum Kind {
        PERCENT,
        AMOUNT,
        COMP,
        CODE
    }

    /** So many hundredths of the rest. */
    public record Percent(BigDecimal value) implements Effect {
        public Percent {
            value = value.stripTrailingZeros();
        }

        @Override
        public Kind kind() {
            return Kind.PERCENT;
        }

        @Override
        public Money on(Money rest) {
            return rest.percent(value);
        }
    }

    /** So much of the rest, at most all of it. */
    public record Amount(Money value) implements Effect {
        @Override
        public Kind kind() {
            return Kind.AMOUNT;
        }

        @Override
        public Money on(Money rest) {
            return value.min(rest);
        }
    }

    /** All that is left. */
    public record Comp() implements Effect {
        @Override
        public Kind kind() {
            return Kind.COMP;
        }

        @Override
        public Money on(Money rest) {
            return rest;
        }
    }

    /** What pricing takes for a code; nothing until pricing has been asked. */
    public record Code(String code) implements Effect {
        @Override
        public Kind kind() {
            return Kind.CODE;
        }

        @Override
        public Money on(Money rest) {
            return Money.zero(rest.currency());
        }
    }

    /**
     * Who gave it and why.
     *
     * @param reasonCode of the merchant's list
     * @param allowed set when it was above the merchant's limit
     */
    public record Grounds(
            Optional<String> reasonCode, Optional<String> note, String by, Instant at, Optional<Allowed> allowed) {
        public Grounds {
            at = at.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /**
     * The word of somebody who may give discounts above the limit.
     *
     * @param upTo of a line all of its discount, at most; of an order so much beside its other words: together they say how much the
     *     order can have off (DISCOUNT-13)
     * @param of what it was given for: a word for a line says nothing of its order, nor the other way round
     * @param moved so much of it nobody said: a merge, a split or an undo allowed it (DISCOUNT-19)
     */
    public record Allowed(String by, Money upTo, Scope of, Money moved) {
        /** All of it is what somebody said. */
        public Allowed(String by, Money upTo, Scope of) {
            this(by, upTo, of, Money.zero(upTo.currency()));
        }

        /** How much of it somebody said. */
        public Money said() {
            return upTo.minus(moved);
        }

        /** For another amount; what was moved changes with it. */
        public Allowed withUpTo(Money newUpTo) {
            return new Allowed(by, newUpTo, of, upTo.zero() ? moved : moved.inProportion(newUpTo, upTo));
        }

        Allowed plus(Allowed other) {
            return new Allowed(by, upTo.plus(other.upTo), of, moved.plus(other.moved));
        }

        /** For at least what somebody says elsewhere of the same thing. */
        Allowed atLeast(Money saidElsewhere) {
            return saidElsewhere.compareTo(said()) <= 0
                    ? this
                    : new Allowed(
                            by,
                            upTo.max(saidElsewhere),
                            of,
                            upTo.max(saidElsewhere).minus(saidElsewhere));
        }
    }

    /** What a discount is judged on. */
    public enum Scope {
        LINE,
        ORDER
    }

    /** A new one. Rejects with NotPayable. */
    public static Adjustment given(Scope scope, Effect effect, Grounds grounds, Ids ids) {
        if (effect instanceof Amount amount && !amount.value().payable().equals(amount.value())) {
            throw new Rejected(new DiscountError.NotPayable(
                    amount.value(), amount.value().currency().digits()));
        }
        return new Adjustment(new AdjustmentId(ids.next()), Optional.empty(), effect, grounds, scope);
    }

    /** The same thing with another amount, on another line or order. */
    Adjustment copy(Effect newEffect, Ids ids) {
        return new Adjustment(new AdjustmentId(ids.next()), Optional.of(root()), newEffect, grounds, scope);
    }

    Adjustment withEffect(Effect newEffect) {
        return new Adjustment(id, origin, newEffect, grounds, scope);
    }

    public Adjustment withAllowed(Allowed allowed) {
        return with(Optional.of(allowed));
    }

    /** With its own of these words. */
    Adjustment withAllowed(Map<AdjustmentId, Allowed> words) {
        Allowed word = words.get(id);
        return word == null ? this : withAllowed(word);
    }

    private Adjustment with(Optional<Allowed> allowed) {
        return new Adjustment(
                id,
                origin,
                effect,
                new Grounds(grounds.reasonCode(), grounds.note(), grounds.by(), grounds.at(), allowed),
                scope);
    }

    /** What somebody allowed changed with the line, or with the orders. */
    Adjustment withWord(UnaryOperator<Money> change) {
        return with(grounds.allowed().map(word -> word.withUpTo(change.apply(word.upTo()))));
    }

    /** With so much less of what somebody said; what an operation allowed stays as it is. */
    Adjustment withoutSaid(Money less) {
        return with(grounds.allowed()
                .map(word ->
                        new Allowed(word.by(), word.upTo().minus(less.min(word.said())), word.of(), word.moved())));
    }

    /** How much somebody allowed; nothing without a word. */
    Money allowedUpTo(Money none) {
        return grounds.allowed().map(Allowed::upTo).orElse(none);
    }

    /** What somebody allowed, divided as what it takes is divided: the parts add up to it. */
    public List<Money> wordDivided(List<Money> taken, Money none) {
        Money whole = allowedUpTo(none);
        if (taken.stream().noneMatch(Money::positive)) {
            return taken.stream().map(nothing -> none).toList();
        }
        return whole.allocate(taken.stream().map(Money::amount).toList(), Money.SCALE);
    }

    /** Who said that it may be above the limit; nobody did where only a merge, a split or an undo allowed it. */
    public Optional<String> allowedBy() {
        return grounds.allowed().filter(word -> word.said().positive()).map(Allowed::by);
    }

    /** What was allowed of both together. */
    Adjustment joinedWith(Adjustment same) {
        return same.grounds.allowed().map(this::joinedWith).orElse(this);
    }

    /** With what was allowed elsewhere too. */
    Adjustment joinedWith(Allowed other) {
        return withAllowed(grounds.allowed().map(word -> word.plus(other)).orElse(other));
    }

    /** With what somebody said, and without what operations allowed. */
    Adjustment withoutMoved() {
        return grounds.allowed().filter(word -> word.moved().positive()).isEmpty()
                ? this
                : with(grounds.allowed()
                        .filter(word -> word.said().positive())
                        .map(word -> new Allowed(word.by(), word.said(), word.of())));
    }

    /** For so much, in the name of who allowed it before or else of who gave it; nobody says more than before. */
    public Allowed movedWord(Money upTo) {
        Money none = Money.zero(upTo.currency());
        return new Allowed(
                grounds.allowed().map(Allowed::by).orElse(grounds.by()),
                upTo,
                scope,
                upTo.minus(grounds.allowed().map(Allowed::said).orElse(none)).max(none));
    }

    /** Whether it was given on an order, wherever it lies now. */
    boolean ofOrder() {
        return scope == Scope.ORDER;
    }

    /** What a person gave once, wherever parts of it are now. */
    public AdjustmentId root() {
        return origin.orElse(id);
    }

    /** Whether both came of one thing and take in the same way: their amounts can be added up. */
    boolean alike(Adjustment other) {
        return root().equals(other.root())
                && effect.getClass() == other.effect.getClass()
                && (effect instanceof Amount || effect.equals(other.effect));
    }
}
