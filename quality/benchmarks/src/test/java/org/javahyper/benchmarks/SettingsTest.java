package org.javahyper.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void withoutArgumentsEverythingIsMeasured() {
        Settings settings = Settings.parse();

        assertEquals(new Settings(EnumSet.allOf(Task.class), 5, 20), settings);
    }

    @Test
    void subjectsAndOptionsMayBeMixed() {
        Settings settings = Settings.parse("hpack", "--rounds", "7", "write", "--iterations", "12");

        assertEquals(new Settings(EnumSet.of(Task.DECODE, Task.ENCODE, Task.WRITE), 7, 12), settings);
    }

    @Test
    void quickIsOneShortRound() {
        Settings settings = Settings.parse("--quick", "frames");

        assertEquals(new Settings(EnumSet.of(Task.READ, Task.WRITE), 1, 10), settings);
    }

    @ParameterizedTest
    @CsvSource({
        "speed, There is no subject or option speed.",
        "--help, There is no subject or option --help.",
        "--rounds, The number behind --rounds is missing.",
        "--rounds 0, The number behind --rounds is missing.",
        "--iterations many, The number behind --iterations is missing."
    })
    void whatIsNotUnderstoodIsAnsweredWithTheUsage(String arguments, String message) {
        var e = assertThrows(IllegalArgumentException.class, () -> Settings.parse(arguments.split(" ")));

        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertTrue(e.getMessage().endsWith(Settings.USAGE), e.getMessage());
    }
}
