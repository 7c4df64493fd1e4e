package org.javahyper.httpbin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.javahyper.http.Headers;

/** Which endpoint answers which path and method; what none of them takes gets an error status. */
final class Routes {
    private static final List<String> ANY = List.of();
    private static final List<String> GET = List.of("GET", "HEAD");

    // spotless:off
    private static final Routes STANDARD = new Routes(List.of(
            route("/",                      GET,                             Endpoints::index),
            route("/get",                   GET,                             Endpoints::get),
            route("/post",                  List.of("POST"),                 Endpoints::send),
            route("/put",                   List.of("PUT"),                  Endpoints::send),
            route("/delete",                List.of("DELETE"),               Endpoints::send),
            route("/headers",               GET,                             Endpoints::headers),
            route("/status/([^/]+)",        ANY,                             Endpoints::status),
            route("/bytes/([^/]+)",         GET,                             Endpoints::bytes),
            route("/stream-bytes/([^/]+)",  GET,                             Endpoints::streamBytes),
            route("/delay/([^/]+)",         GET,                             Endpoints::delay),
            route("/trailers",              List.of("GET", "HEAD", "POST"),  Endpoints::trailers),
            route("/early-hints",           GET,                             Endpoints::earlyHints),
            route("/push",                  GET,                             Endpoints::push),
            route("/anything(/.*)?",        ANY,                             Endpoints::anything)));
    // spotless:on

    private final List<Route> routes;

    Routes(List<Route> routes) {
        this.routes = routes;
    }

    /** The endpoints of the server. */
    static Routes standard() {
        return STANDARD;
    }

    /**
     * Sends requests for a path to a handler.
     *
     * @param path a regular expression for the whole path; its first group, if it has one, is the handler's argument
     * @param methods those that the endpoint takes; empty: all
     */
    static Route route(String path, List<String> methods, Handler handler) {
        return new Route(Pattern.compile(path), methods, handler);
    }

    /** Answers a request, if only with an error. */
    void handle(Exchange exchange) throws IOException {
        try {
            Request request = Request.of(exchange);
            for (Route route : routes) {
                Matcher matcher = route.path().matcher(request.path());
                if (matcher.matches()) {
                    handle(exchange, request, route, matcher);
                    return;
                }
            }
            throw new StatusException(404, "There is no such endpoint; / lists those there are.");
        } catch (StatusException refusal) {
            refuse(exchange, refusal.status(), refusal.getMessage() + "\n", Headers.empty());
        }
    }

    private static void handle(Exchange exchange, Request request, Route route, Matcher matcher) throws IOException {
        if (route.methods().isEmpty() || route.methods().contains(request.method())) {
            String argument = matcher.groupCount() == 0 ? null : matcher.group(1);
            route.handler().handle(exchange, request, argument == null ? "" : argument);
        } else {
            String allow = String.join(", ", route.methods());
            refuse(exchange, 405, "This endpoint takes " + allow + ".\n", Headers.of("allow", allow));
        }
    }

    private static void refuse(Exchange exchange, int status, String message, Headers headers) throws IOException {
        exchange.respond(
                status,
                headers.toBuilder()
                        .add("content-type", "text/plain; charset=utf-8")
                        .build(),
                message.getBytes(StandardCharsets.UTF_8));
    }

    /** An entry of the table. */
    record Route(Pattern path, List<String> methods, Handler handler) {}

    /** Answers requests. */
    @FunctionalInterface
    interface Handler {
        /**
         * Answers a request; what is left open at the end is ended.
         *
         * @param argument the variable part of the path, or empty
         * @throws StatusException before the response has begun: the client gets that status
         * @throws IOException if nobody waits for the response any more
         */
        void handle(Exchange exchange, Request request, String argument) throws IOException;
    }
}
