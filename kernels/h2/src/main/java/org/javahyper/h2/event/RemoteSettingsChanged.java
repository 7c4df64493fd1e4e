package org.javahyper.h2.event;

import org.javahyper.h2.Settings;

/**
 * The peer has sent SETTINGS; they are in force and acknowledged.
 *
 * @param before all values before the frame
 * @param after all values now
 * @param entries those of the frame, unknown identifiers and unchanged values included
 */
public record RemoteSettingsChanged(Settings before, Settings after, Settings entries) implements H2Event {}
