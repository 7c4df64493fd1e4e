package org.javahyper.h2;

/** The side of a connection that a kernel plays. */
public enum Role {
    /** Opens streams with odd numbers and sends requests. */
    CLIENT,
    /** Answers them. */
    SERVER
}
