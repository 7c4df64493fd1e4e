package org.javahyper.h2.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A transition table as text: what the kernel executes, with names in place of ordinals. */
record StateMachine(List<String> states, List<String> inputs, List<Cell> cells) {
    /** What an input does in a state. */
    record Cell(String state, String input, Verdict verdict, String next) {
        /** As in docs/spec/behaviours.md, 4.5. */
        String outcome() {
            return switch (verdict) {
                case OK -> next.equals(state) ? "=" : next;
                case DROP -> "drop";
                case MISUSE -> "mis";
                case STREAM_ERROR_CLOSED -> "S!STREAM_CLOSED";
                case STREAM_ERROR_PROTOCOL -> "S!PROTOCOL_ERROR";
                case CONNECTION_ERROR_CLOSED -> "C!STREAM_CLOSED";
                case CONNECTION_ERROR_PROTOCOL -> "C!PROTOCOL_ERROR";
            };
        }
    }

    /** All inputs that lead from one state to another. */
    record Arrow(String from, String to, List<String> inputs) {}

    static <S extends Enum<S>, I extends Enum<I>> StateMachine of(TransitionTable<S, I> table, S[] states, I[] inputs) {
        List<Cell> cells = new ArrayList<>();
        for (S state : states) {
            for (I input : inputs) {
                S next = table.next(state, input);
                cells.add(new Cell(state.name(), input.name(), table.verdict(state, input), next.name()));
            }
        }
        return new StateMachine(names(states), names(inputs), cells);
    }

    private static List<String> names(Enum<?>[] constants) {
        return Stream.of(constants).map(Enum::name).toList();
    }

    /** The inputs that a state takes and that leave it as it is. */
    List<String> staying(String state) {
        return inputs(state, state);
    }

    List<Arrow> arrows() {
        List<Arrow> arrows = new ArrayList<>();
        for (String from : states) {
            for (String to : states) {
                List<String> inputs = inputs(from, to);
                if (!from.equals(to) && !inputs.isEmpty()) {
                    arrows.add(new Arrow(from, to, inputs));
                }
            }
        }
        return arrows;
    }

    private List<String> inputs(String from, String to) {
        return cells.stream()
                .filter(cell -> cell.verdict() == Verdict.OK)
                .filter(cell -> cell.state().equals(from) && cell.next().equals(to))
                .map(Cell::input)
                .toList();
    }

    /** A diagram that code hosts render. */
    String mermaid() {
        StringBuilder text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        text.append("    [*] --> ").append(states.get(0)).append('\n');
        for (String state : states) {
            if (!staying(state).isEmpty()) {
                mermaid(text, new Arrow(state, state, staying(state)));
            }
        }
        arrows().forEach(arrow -> mermaid(text, arrow));
        return text.append("```\n").toString();
    }

    private static void mermaid(StringBuilder text, Arrow arrow) {
        text.append("    ").append(arrow.from()).append(" --> ").append(arrow.to());
        text.append(" : ").append(String.join("<br/>", arrow.inputs())).append('\n');
    }

    /** Every cell, with a row for each input. */
    String markdownTable() {
        StringBuilder text = new StringBuilder();
        row(text, "input", states, state -> state);
        row(text, "---", states, state -> "---");
        for (String input : inputs) {
            List<Cell> row =
                    cells.stream().filter(cell -> cell.input().equals(input)).toList();
            row(text, input, row, Cell::outcome);
        }
        return text.toString();
    }

    private static <T> void row(StringBuilder text, String head, List<T> columns, Function<T, String> cell) {
        text.append("| ").append(head).append(" | ");
        text.append(columns.stream().map(cell).collect(Collectors.joining(" | ")))
                .append(" |\n");
    }
}
