package org.javahyper.httpbin;

/** The request gets an error status instead of what it asked for. */
final class StatusException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * Refuses a request.
     *
     * @param status 400 to 599
     * @param message one sentence for people, the body of the response
     */
    StatusException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
