package org.javahyper.h2.event;

/**
 * Something that the peer's octets meant. Events are immutable; match them with an exhaustive {@code switch}, or with {@code instanceof} on
 * Java 17.
 */
public sealed interface H2Event
        permits ConnectionDrained,
                ConnectionEnded,
                ConnectionFailed,
                DataReceived,
                GoAwayReceived,
                InformationalResponseReceived,
                PingAckReceived,
                PingReceived,
                RemoteSettingsChanged,
                RequestReceived,
                ResponseReceived,
                SettingsAcknowledged,
                StreamEnded,
                StreamRefused,
                StreamReset,
                TrailersReceived,
                UnknownFrameReceived,
                WindowUpdated {}
