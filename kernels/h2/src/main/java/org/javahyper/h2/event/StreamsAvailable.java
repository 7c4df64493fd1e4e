package org.javahyper.h2.event;

/**
 * The peer allows further streams again, after the program was refused one for lack of them.
 *
 * @param streams how many can be opened now, 1 or more
 */
public record StreamsAvailable(int streams) implements H2Event {}
