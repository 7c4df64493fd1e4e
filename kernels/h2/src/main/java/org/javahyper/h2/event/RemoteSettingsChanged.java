package org.javahyper.h2.event;

import org.javahyper.h2.Settings;

/**
 * The peer has sent SETTINGS; they are in force and acknowledged, unless the configuration leaves that to
 * {@link org.javahyper.h2.H2Connection#acknowledgeSettings}.
 *
 * @param before all values that the peer had announced before the frame
 * @param after all values that it has announced now
 * @param entries those of the frame, unknown identifiers and unchanged values included
 */
public record RemoteSettingsChanged(Settings before, Settings after, Settings entries) implements H2Event {}
