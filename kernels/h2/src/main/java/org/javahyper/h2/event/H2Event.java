package org.javahyper.h2.event;

/**
 * Something that a connection has learnt: from the peer's octets, from the end of the transport, or from the clock. Events are immutable; match
 * them with an exhaustive {@code switch}, or with {@code instanceof} on Java 17.
 *
 * <p>They come in the order of what they tell. {@link StreamEnded} follows the event that carried END_STREAM, {@link PriorityUpdated} both.
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
