package org.javahyper.h2.event;

/**
 * Something that the peer's octets meant. Events are immutable; match them with an exhaustive {@code switch}, or with {@code instanceof} on
 * Java 17.
 */
public sealed interface H2Event
        permits AlternativeServiceAvailable,
                ConnectionDrained,
                ConnectionEnded,
                ConnectionFailed,
                DataReceived,
                ExtensiblePriorityUpdated,
                GoAwayReceived,
                InformationalResponseReceived,
                OriginsReceived,
                PingAckReceived,
                PingReceived,
                PriorityUpdated,
                PushedStreamReceived,
                RemoteSettingsChanged,
                RequestReceived,
                RequestRejected,
                ResponseReceived,
                SettingsAcknowledged,
                StreamEnded,
                StreamRefused,
                StreamReset,
                StreamsAvailable,
                TrailersReceived,
                UnknownFrameReceived,
                WindowUpdated {}
