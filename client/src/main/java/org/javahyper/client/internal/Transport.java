package org.javahyper.client.internal;

import java.io.IOException;
import java.net.SocketTimeoutException;

/**
 * Octets to and from the server. One thread may read while another writes, and any thread may close, which ends both.
 */
public interface Transport {
    /**
     * Reads once, as much as there is.
     *
     * @return the number of octets, 1 or more, or -1 at the end of input
     * @throws SocketTimeoutException if nothing came before the deadline; nothing is lost, a later call goes on
     */
    int read(byte[] target, Deadline deadline) throws IOException;

    /** Whether octets are known to have arrived; there may be some although this says no. Never waits. */
    boolean hasInput() throws IOException;

    /** Writes all octets; waits while the server does not take them, without a time limit. */
    void write(byte[] octets, int length) throws IOException;

    /** Says that nothing more will be written. */
    void finish() throws IOException;

    /** Gives the connection up. Never waits; whoever reads or writes gets an exception. */
    void close();
}
