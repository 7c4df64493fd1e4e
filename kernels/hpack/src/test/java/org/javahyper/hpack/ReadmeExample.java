package org.javahyper.hpack;

import org.javahyper.http.Headers;

class ReadmeExample {
    public static void main(String[] arguments) {
        HpackEncoder encoder = HpackEncoder.create(); // one of each for a direction of a connection
        HpackDecoder decoder = HpackDecoder.create();
        Headers request = Headers.of(":method", "GET", ":path", "/", "user-agent", "hyper");

        byte[] first = encoder.encode(request);
        byte[] second = encoder.encode(request); // three octets: every field is in a table now
        System.out.println(first.length + " and " + second.length + " octets");

        System.out.println(decoder.decode(first));
        decoder.decode(second, 0, second.length, (name, value, traits) -> System.out.println(name + ": " + value));
    }
}
