package org.javahyper.httpbin;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads of connections and handlers, all of them daemons. */
final class Workers {
    private Workers() {}

    /** A virtual thread for each task where the JDK has them (21 and later), otherwise platform threads that are used again. */
    static ExecutorService start() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException olderJdk) {
            return Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "httpbin-worker");
                thread.setDaemon(true);
                return thread;
            });
        }
    }
}
