package org.javahyper.h2.event;

import org.javahyper.h2.Settings;

/**
 * The peer has acknowledged the oldest of our SETTINGS frames that was not.
 *
 * @param before all own values before
 * @param after all own values now
 * @param entries those of the acknowledged frame
 */
public record SettingsAcknowledged(Settings before, Settings after, Settings entries) implements H2Event {}
