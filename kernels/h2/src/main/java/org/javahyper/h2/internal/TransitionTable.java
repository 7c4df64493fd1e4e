package org.javahyper.h2.internal;

import java.util.function.Function;

/**
 * A state machine as data: for each state and input a verdict and the next state.
 *
 * <p>The table has no side effects and decides nothing but this; what to do about a verdict stands where the input is handled.
 */
@SuppressWarnings("EnumOrdinal") // an index into the table, which lives and dies with the enums
final class TransitionTable<S extends Enum<S>, I extends Enum<I>> {
    private static final Verdict[] VERDICTS = Verdict.values();

    private final S[] states;
    private final int inputs;
    private final byte[] next;
    private final byte[] verdicts;

    private TransitionTable(Class<S> states, Class<I> inputs, Function<I, Verdict> unlisted) {
        this.states = states.getEnumConstants();
        this.inputs = inputs.getEnumConstants().length;
        next = new byte[this.states.length * this.inputs];
        verdicts = new byte[next.length];
        for (S state : this.states) {
            for (I input : inputs.getEnumConstants()) {
                set(state, input, state, unlisted.apply(input));
            }
        }
    }

    /** Starts a table in which every cell that is not listed has the verdict that the function gives its input. */
    static <S extends Enum<S>, I extends Enum<I>> Builder<S, I> of(
            Class<S> states, Class<I> inputs, Function<I, Verdict> unlisted) {
        return new Builder<>(new TransitionTable<>(states, inputs, unlisted));
    }

    Verdict verdict(S state, I input) {
        return VERDICTS[verdicts[cell(state, input)]];
    }

    /** The next state; most often the same one where the verdict is not OK. */
    S next(S state, I input) {
        return states[next[cell(state, input)]];
    }

    boolean allows(S state, I input) {
        return verdicts[cell(state, input)] == 0; // OK
    }

    private int cell(S state, I input) {
        return state.ordinal() * inputs + input.ordinal();
    }

    private void set(S state, I input, S nextState, Verdict verdict) {
        next[cell(state, input)] = (byte) nextState.ordinal();
        verdicts[cell(state, input)] = (byte) verdict.ordinal();
    }

    /** Lists cells, state by state. */
    static final class Builder<S extends Enum<S>, I extends Enum<I>> {
        private final TransitionTable<S, I> table;
        private S from;

        private Builder(TransitionTable<S, I> table) {
            this.table = table;
            this.from = table.states[0];
        }

        Builder<S, I> from(S state) {
            from = state;
            return this;
        }

        @SafeVarargs
        final Builder<S, I> stay(I... inputs) {
            for (I input : inputs) {
                table.set(from, input, from, Verdict.OK);
            }
            return this;
        }

        Builder<S, I> on(I input, S next) {
            table.set(from, input, next, Verdict.OK);
            return this;
        }

        @SafeVarargs
        final Builder<S, I> fail(Verdict verdict, I... inputs) {
            for (I input : inputs) {
                table.set(from, input, from, verdict);
            }
            return this;
        }

        /** A verdict other than OK that leads to another state. */
        Builder<S, I> fail(Verdict verdict, I input, S next) {
            table.set(from, input, next, verdict);
            return this;
        }

        TransitionTable<S, I> build() {
            return table;
        }
    }
}
