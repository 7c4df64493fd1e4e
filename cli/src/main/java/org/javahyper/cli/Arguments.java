package org.javahyper.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.javahyper.http.FieldGrammar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of a request, as it was typed. */
@Command(
        name = "hyper",
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "hyper [-h] [--version] [--debug] [--h2] [--insecure] [--cacert FILE]",
            "             [METHOD] URL [REQUEST_ITEM ...]",
            "       hyper demo",
            "       hyper serve [OPTION ...]"
        },
        description = {"", "Sends a request over HTTP/2 and writes the body of the response to stdout.", ""},
        footer = {
            "",
            "Exit codes: 0 a response came, whatever its status; 1 it did not; 2 wrong usage.",
            "",
            "Examples:",
            "  hyper demo                                     both ends of HTTP/2 at work",
            "  hyper serve                                    a test server to talk to",
            "  hyper --insecure localhost:8443/get name==Ada  GET /get?name=Ada",
            "  hyper PUT example.org/note text=hi count:=2    a JSON body"
        })
final class Arguments {
    private static final Set<String> KNOWN_METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    @SuppressWarnings("UnusedVariable") // the parser knows
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Shows the version.")
    @SuppressWarnings("UnusedVariable") // the parser knows
    private boolean version;

    @Option(names = "--debug", description = "Shows on standard error what happens.")
    private boolean debug;

    @Option(names = "--h2", description = "Speaks HTTP/2, which is implied for now.")
    @SuppressWarnings("UnusedVariable") // there is no other version to choose yet
    private boolean h2;

    @Option(names = "--insecure", description = "DANGEROUS: accepts any certificate of any server.")
    private boolean insecure;

    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            description = "Trusts the certificates in this PEM file, no others.")
    private @Nullable Path trustedCertificates;

    @Parameters(
            paramLabel = "[METHOD] URL [REQUEST_ITEM ...]",
            hideParamSyntax = true,
            description = {
                "The method is POST if there is data, otherwise GET.",
                "A URL without a scheme means https.",
                "An item is Name:value for a header, name==value for",
                "the query, name=value for a text in a JSON body, or",
                "name:=json for any other JSON in it."
            })
    private final List<String> positionals = new ArrayList<>();

    /** Whether the first of two or more positionals is a method: a known one in any case, or a token in capitals. */
    private boolean hasMethod() {
        if (positionals.size() < 2) {
            return false;
        }
        String first = positionals.get(0);
        return KNOWN_METHODS.contains(first.toUpperCase(Locale.ROOT))
                || (FieldGrammar.isToken(first)
                        && first.equals(first.toUpperCase(Locale.ROOT))
                        && first.chars().anyMatch(Character::isLetter));
    }

    /** The method in capitals, or null if there is none. */
    @Nullable
    String method() {
        return hasMethod() ? positionals.get(0).toUpperCase(Locale.ROOT) : null;
    }

    /**
     * The URL; an empty one is {@code https://localhost/}.
     *
     * @throws UsageException if there is none
     */
    String url() {
        if (positionals.isEmpty()) {
            throw new UsageException("there is no URL; write one, such as example.org/");
        }
        return positionals.get(hasMethod() ? 1 : 0);
    }

    List<String> items() {
        return positionals.subList(hasMethod() ? 2 : 1, positionals.size());
    }

    boolean isDebug() {
        return debug;
    }

    boolean isInsecure() {
        return insecure;
    }

    /** A file of certificates in PEM, or null for those that the Java platform trusts. */
    @Nullable
    Path trustedCertificates() {
        return trustedCertificates;
    }
}
