package org.javahyper.h2;

/** The side of a connection that a kernel plays. */
public enum Role {
    /** Opens streams with odd numbers and sends requests. */
    CLIENT,
    /** Answers them, and opens streams with even numbers for what it pushes. */
    SERVER
}
