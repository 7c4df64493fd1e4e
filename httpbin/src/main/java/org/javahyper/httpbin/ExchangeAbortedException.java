package org.javahyper.httpbin;

import java.io.IOException;

/** The peer has reset the stream, or the connection is gone: nobody waits for the response any more. */
final class ExchangeAbortedException extends IOException {
    private static final long serialVersionUID = 1;

    ExchangeAbortedException(String reason) {
        super(reason);
    }
}
