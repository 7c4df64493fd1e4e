package org.javahyper.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.javahyper.testkit.Spec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CipherSuiteTest {
    @ParameterizedTest
    @Spec("CL-TLS-01")
    // spotless:off
    @CsvSource({
        "TLS_AES_128_GCM_SHA256,                        true",
        "TLS_CHACHA20_POLY1305_SHA256,                  true",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,       true",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,   true",
        "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384,           true",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256,         false",
        "TLS_RSA_WITH_AES_128_GCM_SHA256,               false",
        "TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256,          false",
        "TLS_DH_anon_WITH_AES_128_GCM_SHA256,           false",
        "SSL_RSA_WITH_3DES_EDE_CBC_SHA,                 false",
        "TLS_EMPTY_RENEGOTIATION_INFO_SCSV,             false",
    })
    // spotless:on
    void suitesOfAppendixAAreNotOffered(String suite, boolean offered) {
        assertEquals(offered, TlsTransport.isAdequate(suite));
    }
}
