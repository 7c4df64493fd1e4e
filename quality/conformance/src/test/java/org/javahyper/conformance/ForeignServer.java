package org.javahyper.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server of somebody else on 127.0.0.1 that serves the files of a folder over HTTP/2; it ends with the test. */
final class ForeignServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int ATTEMPTS = 200;
    private static final long PAUSE_MILLIS = 50;
    private static final int CONNECT_MILLIS = 1_000;
    private static final long GRACE_SECONDS = 5;

    /** One process and no daemon, so that its end is the end of all; temporary files beside the configuration. */
    private static final String NGINX_CONFIGURATION = """
            daemon off;
            master_process off;
            pid nginx.pid;
            events {}
            http {
                access_log off;
                client_body_temp_path temporary;
                proxy_temp_path temporary;
                fastcgi_temp_path temporary;
                uwsgi_temp_path temporary;
                scgi_temp_path temporary;
                server {
                    listen 127.0.0.1:%d %s http2;
                    root "%s";
                    %s
                }
            }
            """;

    private static final String NGINX_CERTIFICATE = "ssl_certificate \"%s\"; ssl_certificate_key \"%s\";";

    private final Process process;
    private final int port;
    private final @Nullable TestCertificate certificate;

    private ForeignServer(Process process, int port, @Nullable TestCertificate certificate) {
        this.process = process;
        this.port = port;
        this.certificate = certificate;
    }

    /** It also sends back what is posted, and a trailer {@code x-end: here} behind each body. */
    static ForeignServer nghttpd(Wire wire, Path folder) throws IOException, InterruptedException {
        ForeignTool nghttpd = ForeignTool.named("nghttpd");
        int port = freePort();
        TestCertificate pair = wire == Wire.TLS ? TestCertificate.create() : null;
        List<String> arguments = new ArrayList<>(List.of("--address", HOST, "--htdocs", folder.toString()));
        arguments.addAll(List.of("--echo-upload", "--trailer", "x-end: here"));
        if (pair == null) {
            arguments.add("--no-tls");
        }
        arguments.add(Integer.toString(port));
        if (pair != null) {
            arguments.addAll(List.of(pair.key().toString(), pair.file().toString()));
        }
        return start(nghttpd, port, pair, arguments.toArray(String[]::new));
    }

    static ForeignServer nginx(Wire wire, Path folder) throws IOException, InterruptedException {
        ForeignTool nginx = ForeignTool.named("nginx");
        int port = freePort();
        TestCertificate pair = wire == Wire.TLS ? TestCertificate.create() : null;
        Path home = Files.createDirectories(ForeignTool.WORKSHOP.resolve("nginx"));
        Files.writeString(
                home.resolve("nginx.conf"),
                NGINX_CONFIGURATION.formatted(
                        port,
                        pair == null ? "" : "ssl",
                        folder,
                        pair == null ? "" : NGINX_CERTIFICATE.formatted(pair.file(), pair.key())));
        return start(nginx, port, pair, "-p", home.toString(), "-c", "nginx.conf", "-e", "stderr");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static ForeignServer start(
            ForeignTool tool, int port, @Nullable TestCertificate certificate, String... arguments)
            throws IOException, InterruptedException {
        Process process = tool.start(ProcessBuilder.Redirect.appendTo(tool.log().toFile()), arguments);
        ForeignServer server = new ForeignServer(process, port, certificate);
        for (int attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
            if (server.accepts()) {
                return server;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        server.close();
        return fail("The server does not listen on port " + port + ", see " + tool.log());
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where it is, with the path {@code /}. */
    URI uri() {
        return URI.create((certificate == null ? "http://" : "https://") + HOST + ":" + port + "/");
    }

    /** The file with its certificate, or empty in cleartext. */
    Optional<Path> certificate() {
        return Optional.ofNullable(certificate).map(TestCertificate::file);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
