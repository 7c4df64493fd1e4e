package org.javahyper.cli;

/** The command line asks for something that cannot be done; the message says in one line what, and what to write instead. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
