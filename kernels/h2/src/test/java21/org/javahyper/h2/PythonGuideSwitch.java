package org.javahyper.h2;

import java.util.function.Function;
import org.javahyper.h2.event.AlternativeServiceAvailable;
import org.javahyper.h2.event.ConnectionDrained;
import org.javahyper.h2.event.ConnectionEnded;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.ExtensiblePriorityUpdated;
import org.javahyper.h2.event.GoAwayReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.OriginsReceived;
import org.javahyper.h2.event.PingAckReceived;
import org.javahyper.h2.event.PingReceived;
import org.javahyper.h2.event.PriorityUpdated;
import org.javahyper.h2.event.PushedStreamReceived;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.RequestRejected;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.SettingsAcknowledged;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.StreamsAvailable;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.h2.event.UnknownFrameReceived;
import org.javahyper.h2.event.WindowUpdated;

/** The switch of docs/guide/python-h2.md; the rest of the build keeps to Java 17, so PythonGuideTest compiles and runs it where it can. */
public final class PythonGuideSwitch implements Function<H2Event, String> {
    @Override
    public String apply(H2Event event) {
        // snippet
        String line = switch (event) {
            case RequestReceived request -> request.streamId() + " asks for " + request.headers().first(":path");
            case ResponseReceived response -> response.streamId() + " is answered";
            case DataReceived data -> data.streamId() + " has " + data.data().remaining() + " octets more";
            case StreamEnded ended -> ended.streamId() + " has ended";
            case StreamReset reset -> reset.streamId() + " was reset: " + reset.message();
            case ConnectionFailed failed -> "the peer broke a rule: " + failed.reason();
            case GoAwayReceived goAway -> "the peer is going away";
            case ConnectionDrained drained -> "nothing is left to do";
            case ConnectionEnded ended -> ended.clean() ? "over" : "cut off";
            case InformationalResponseReceived hint -> "";
            case TrailersReceived trailers -> "";
            case PushedStreamReceived promise -> "";
            case RequestRejected rejected -> "";
            case StreamRefused refused -> "";
            case StreamsAvailable available -> "";
            case WindowUpdated window -> "";
            case RemoteSettingsChanged changed -> "";
            case SettingsAcknowledged acknowledged -> "";
            case PingReceived ping -> "";
            case PingAckReceived ping -> "";
            case PriorityUpdated priority -> "";
            case ExtensiblePriorityUpdated priority -> "";
            case AlternativeServiceAvailable service -> "";
            case OriginsReceived origins -> "";
            case UnknownFrameReceived unknown -> "";
        };
        // end of snippet
        return line;
    }
}
