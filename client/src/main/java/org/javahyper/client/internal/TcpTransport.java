package org.javahyper.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.javahyper.client.ClientException;
import org.javahyper.client.ConnectionException;
import org.javahyper.client.HttpTimeoutException;
import org.jspecify.annotations.Nullable;

/** A plain socket. */
public final class TcpTransport implements Transport {
    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;

    private TcpTransport(Socket socket) throws IOException {
        this.socket = socket;
        input = socket.getInputStream();
        output = socket.getOutputStream();
    }

    /** Connects to the first address of the host that answers. */
    public static TcpTransport connect(Origin origin, Deadline deadline) throws ClientException {
        IOException problem = null;
        for (InetAddress address : addresses(origin)) {
            try {
                return connect(new InetSocketAddress(address, origin.port()), deadline);
            } catch (IOException failure) {
                problem = failure;
            }
        }
        throw cannotConnect(origin, problem);
    }

    private static InetAddress[] addresses(Origin origin) throws ConnectionException {
        try {
            return InetAddress.getAllByName(origin.host());
        } catch (UnknownHostException unknown) {
            throw new ConnectionException(
                    "Cannot connect to " + origin + ": the host name is not known. Check its spelling and the network.",
                    true,
                    unknown);
        }
    }

    private static TcpTransport connect(InetSocketAddress address, Deadline deadline) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, deadline.remainingMillis());
            return new TcpTransport(socket);
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    private static ClientException cannotConnect(Origin origin, @Nullable IOException problem) {
        String asked = "Cannot connect to " + origin + ": ";
        if (problem instanceof SocketTimeoutException) {
            return new HttpTimeoutException(
                    asked + "nobody answered in time. Check host and port, or raise the connect timeout.",
                    true,
                    problem);
        }
        if (problem instanceof ConnectException) {
            return new ConnectionException(
                    asked + "the connection was refused. Check the port, and that the server is running.",
                    true,
                    problem);
        }
        String reason = problem == null ? "the host has no address" : problem.getMessage();
        return new ConnectionException(asked + reason + ". Check host, port and the network.", true, problem);
    }

    /** The socket, for TLS on top of it. */
    Socket socket() {
        return socket;
    }

    @Override
    public int read(byte[] target, Deadline deadline) throws IOException {
        socket.setSoTimeout(deadline.remainingMillis());
        return input.read(target);
    }

    @Override
    public boolean hasInput() throws IOException {
        return input.available() > 0;
    }

    @Override
    public void write(byte[] octets, int length) throws IOException {
        output.write(octets, 0, length);
    }

    @Override
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // what was to be achieved has happened already
        }
    }
}
