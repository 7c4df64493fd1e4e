package org.javahyper.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.javahyper.benchmarks.Samples.Sample;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void figuresAreMediansAndLeastOverTheRounds() {
        Samples samples = new Samples();

        samples.add(Task.DECODE, "ours", new Sample(50, 40));
        samples.add(Task.DECODE, "ours", new Sample(90, 42));
        samples.add(Task.DECODE, "ours", new Sample(60, 41));

        assertEquals(60, samples.medianNanos(Task.DECODE, "ours"));
        assertEquals(50, samples.leastNanos(Task.DECODE, "ours"));
        assertEquals(41, samples.medianOctets(Task.DECODE, "ours"));
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        Samples samples = new Samples();

        for (double nanos : new double[] {1, 100, 4, 2}) {
            samples.add(Task.READ, "ours", new Sample(nanos, 0));
        }

        assertEquals(3, samples.medianNanos(Task.READ, "ours"));
    }

    @Test
    void ratiosAreTakenWithinEachRound() {
        Samples samples = new Samples();

        samples.add(Task.ENCODE, "ours", new Sample(10, 0));
        samples.add(Task.ENCODE, "Netty", new Sample(20, 0));
        samples.add(Task.ENCODE, "ours", new Sample(100, 0)); // a round in which the machine was busy
        samples.add(Task.ENCODE, "Netty", new Sample(210, 0));
        samples.add(Task.ENCODE, "ours", new Sample(10, 0));
        samples.add(Task.ENCODE, "Netty", new Sample(22, 0));

        assertEquals(2.1, samples.medianLead(Task.ENCODE, "Netty"), 1e-9);
        assertEquals(1, samples.medianLead(Task.ENCODE, "ours"));
    }

    @Test
    void contendersStandInTheOrderOfTheirFirstTurns() {
        Samples samples = new Samples();

        samples.add(Task.READ, "ours", new Sample(1, 0));
        samples.add(Task.READ, "Netty", new Sample(1, 0));
        samples.add(Task.READ, "ours", new Sample(1, 0));

        assertEquals(List.of("ours", "Netty"), List.copyOf(samples.contenders(Task.READ)));
        assertEquals(List.of(), List.copyOf(samples.contenders(Task.WRITE)));
    }
}
