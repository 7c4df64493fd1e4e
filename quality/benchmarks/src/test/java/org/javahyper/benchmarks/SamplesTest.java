package org.javahyper.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.javahyper.benchmarks.Samples.Sample;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final Measure ENCODE = Measure.of(Task.ENCODE);
    private static final Contender OURS = Contender.of("ours");
    private static final Contender NETTY = Contender.of("Netty");

    private final Samples samples = new Samples();

    @Test
    void figuresAreTakenOverAllIterationsOfAllRounds() {
        samples.add(ENCODE, OURS, new Sample(List.of(70.0, 50.0), 40));
        samples.add(ENCODE, OURS, new Sample(List.of(90.0), 42));
        samples.add(ENCODE, OURS, new Sample(List.of(60.0, 61.0), 41));

        assertEquals(50, samples.bestNanos(ENCODE, "ours"));
        assertEquals(61, samples.medianNanos(ENCODE, "ours"));
        assertEquals(41, samples.medianOctets(ENCODE, "ours"));
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        samples.add(ENCODE, OURS, new Sample(List.of(1.0, 100.0, 4.0, 2.0), 0));

        assertEquals(3, samples.medianNanos(ENCODE, "ours"));
    }

    @Test
    void ratiosAreThoseOfTheBestsOfARound() {
        samples.add(ENCODE, OURS, new Sample(List.of(11.0, 10.0), 0));
        samples.add(ENCODE, NETTY, new Sample(List.of(20.0, 25.0), 0));
        samples.add(ENCODE, OURS, new Sample(List.of(100.0), 0)); // a round in which the machine was busy
        samples.add(ENCODE, NETTY, new Sample(List.of(210.0), 0));
        samples.add(ENCODE, OURS, new Sample(List.of(10.0), 0));
        samples.add(ENCODE, NETTY, new Sample(List.of(22.0), 0));

        assertEquals(2.1, samples.medianLead(ENCODE, "Netty"), 1e-9);
        assertEquals(1, samples.medianLead(ENCODE, "ours"));
    }

    @Test
    void aContenderIsComparedWithTheOneThatDoesTheSame() {
        samples.add(ENCODE, OURS, new Sample(List.of(10.0), 0));
        samples.add(ENCODE, new Contender("ours, more", "ours, more"), new Sample(List.of(20.0), 0));
        samples.add(ENCODE, new Contender("Netty, more", "ours, more"), new Sample(List.of(50.0), 0));

        assertEquals(2.5, samples.medianLead(ENCODE, "Netty, more"));
    }

    @Test
    void contendersStandInTheOrderOfTheirFirstTurns() {
        samples.add(ENCODE, OURS, new Sample(List.of(1.0), 0));
        samples.add(ENCODE, NETTY, new Sample(List.of(1.0), 0));
        samples.add(ENCODE, OURS, new Sample(List.of(1.0), 0));

        assertEquals(List.of("ours", "Netty"), List.copyOf(samples.contenders(ENCODE)));
        assertEquals(List.of(), List.copyOf(samples.contenders(Measure.of(Task.WRITE))));
    }

    @Test
    void measuresOfATaskStandInTheOrderOfTheirFirstTurns() {
        Measure mix = new Measure(Task.READ, "a mix");
        Measure data = new Measure(Task.READ, "DATA");
        for (Measure measure : List.of(mix, ENCODE, data, mix)) {
            samples.add(measure, OURS, new Sample(List.of(1.0), 0));
        }

        assertEquals(List.of(mix, data), samples.measures(Task.READ));
    }

    @Test
    void thereIsNoFigureOfWhoHadNoTurn() {
        samples.add(ENCODE, OURS, new Sample(List.of(1.0), 0));

        var e = assertThrows(IllegalArgumentException.class, () -> samples.bestNanos(ENCODE, "Jetty"));
        assertEquals(
                "There is no sample of Jetty at encode: only contenders with a turn have figures. Ask contenders() who had one.",
                e.getMessage());
    }
}
