package org.javahyper.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.runner.RunnerException;

/** Measures what the command line asks for and prints it as tables. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, RunnerException {
        Settings settings;
        try {
            settings = Settings.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Workload complete = Workload.load();
        Workload workload = complete.acceptable();
        Path folder = Files.createTempDirectory("hyper-benchmarks-");
        Path jmhLog = folder.resolve("jmh.log");
        System.err.println("JMH writes to " + jmhLog);
        Nghttp2 nghttp2 = Nghttp2.build(folder);
        Samples samples = new Rounds(settings, workload, nghttp2, jmhLog).run();
        new Report(settings, complete, samples, nghttp2).printTo(System.out);
    }
}
