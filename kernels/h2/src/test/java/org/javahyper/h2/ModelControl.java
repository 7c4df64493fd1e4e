package org.javahyper.h2;

import static org.javahyper.h2.SettingId.INITIAL_WINDOW_SIZE;
import static org.javahyper.h2.SettingId.MAX_CONCURRENT_STREAMS;

import java.util.List;
import java.util.stream.IntStream;
import org.javahyper.h2.ModelStream.Phase;
import org.javahyper.hyperframe.AltSvcFrame;
import org.javahyper.hyperframe.OriginFrame;
import org.javahyper.hyperframe.PingFrame;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.hyperframe.PriorityFrame;
import org.javahyper.hyperframe.PriorityUpdateFrame;
import org.javahyper.hyperframe.SettingsFrame;
import org.javahyper.hyperframe.SettingsFrame.Setting;

/** What the program asks of the model's connection as a whole. */
final class ModelControl {
    /** What a client's connection begins with, before its SETTINGS. */
    static final String PREFACE = "PRI * HTTP/2.0";

    private final ReferenceModel model;
    private final ModelRules rules;

    ModelControl(ReferenceModel model) {
        this.model = model;
        rules = new ModelRules(model);
    }

    // H2-CS-01

    void initiate() {
        if (model.isOver()) {
            throw ModelRules.over();
        }
        if (model.state != ConnectionState.NEW) {
            throw ModelRules.misuse();
        }
        begin();
    }

    private void begin() {
        model.state = ConnectionState.OPEN;
        if (model.isClient) {
            model.queuedFrames.add(PREFACE);
        }
        announce(model.options.firstSettings());
    }

    // H2-CS-04

    void updateSettings(Settings changes) {
        rules.requireOpen();
        if (model.pendingLocal.size() == 4) {
            throw ModelRules.misuse();
        }
        Settings earlier = Settings.empty();
        for (int i = 0; i < changes.size(); i++) {
            if (!isValid(earlier, changes.id(i), changes.valueAt(i))) {
                throw new InvalidSettingException("");
            }
            earlier = earlier.and(changes.id(i), changes.valueAt(i));
        }
        announce(changes);
    }

    /** H2-SET-04. */
    private boolean isValid(Settings earlier, int id, long value) {
        return switch (id) {
            case SettingId.HEADER_TABLE_SIZE -> value <= Integer.MAX_VALUE;
            case SettingId.ENABLE_PUSH -> model.isClient && value <= 1;
            case INITIAL_WINDOW_SIZE -> value <= ModelWindow.LARGEST && fitsAllWindows(value);
            case SettingId.MAX_FRAME_SIZE -> value >= 16_384 && value <= 16_777_215;
            case SettingId.ENABLE_CONNECT_PROTOCOL ->
                value <= (model.isClient ? 0 : 1) && value >= Math.max(model.latestLocal(id), earlier.value(id));
            case SettingId.NO_RFC7540_PRIORITIES -> value == model.latestLocal(id);
            default -> true;
        };
    }

    private boolean fitsAllWindows(long value) {
        long difference = value - model.largestLocal(INITIAL_WINDOW_SIZE);
        return model.streams.values().stream()
                .allMatch(stream -> stream.receiveWindow.current + difference <= ModelWindow.LARGEST);
    }

    private void announce(Settings changes) {
        long before = model.largestLocal(INITIAL_WINDOW_SIZE);
        model.pendingLocal.add(changes);
        model.moveReceiveWindows(before);
        List<Setting> entries = IntStream.range(0, changes.size())
                .mapToObj(i -> new Setting(changes.id(i), changes.valueAt(i)))
                .toList();
        model.queuedFrames.add(new SettingsFrame(entries, false));
    }

    void acknowledgeSettings() {
        rules.requireOpen();
        if (model.pendingRemote.isEmpty()) {
            throw ModelRules.misuse();
        }
        model.apply(model.pendingRemote.remove());
        model.queuedFrames.add(SettingsFrame.acknowledgement());
    }

    void acknowledgePing(long opaqueData) {
        rules.requireOpen();
        if (model.options.acknowledgesPings()) {
            throw ModelRules.misuse();
        }
        ping(opaqueData, true);
    }

    void ping(long opaqueData, boolean ack) {
        rules.requireOpen();
        model.queuedFrames.add(new PingFrame(opaqueData, ack));
    }

    void prioritize(int id, PriorityFields fields) {
        ModelRules.requireId(id);
        rules.requireOpen();
        if (!model.isClient || fields.streamDependency() == id) {
            throw ModelRules.misuse();
        }
        if (!model.ignoresRfc7540()) {
            model.queuedFrames.add(new PriorityFrame(id, fields));
        }
    }

    void sendPriorityUpdate(int id, String value) {
        ModelRules.requireId(id);
        rules.requireOpen();
        if (!model.isClient) {
            throw ModelRules.misuse();
        }
        if (!model.isOwn(id) && model.isIdle(id)) {
            throw new NoSuchStreamException("");
        }
        if (model.isIdle(id)) {
            model.prioritizedIdle.removeIf(prioritized -> !model.isIdle(prioritized));
            long more = model.prioritizedIdle.contains(id) ? 0 : 1;
            if (model.prioritizedIdle.size() + more + model.openOutbound() > model.remote(MAX_CONCURRENT_STREAMS)) {
                throw new TooManyStreamsException("");
            }
            model.prioritizedIdle.add(id);
        }
        model.queuedFrames.add(new PriorityUpdateFrame(id, value));
    }

    void advertise(AlternativeService service) {
        rules.requireOpen();
        if (model.isClient) {
            throw ModelRules.misuse();
        }
        if (service.streamId() != 0 && rules.requireStream(service.streamId()).sending != Phase.NOTHING) {
            throw ModelRules.misuse();
        }
        model.queuedFrames.add(new AltSvcFrame(service.streamId(), service.origin(), service.fieldValue()));
    }

    void advertiseOrigins(List<String> origins) {
        rules.requireOpen();
        if (model.isClient) {
            throw ModelRules.misuse();
        }
        model.queuedFrames.add(new OriginFrame(origins));
    }

    // H2-CS-05

    void shutdown() {
        if (model.state != ConnectionState.NEW) {
            rules.requireOpen();
        }
        if (model.awaitsPing || model.goAwaySent != ReferenceModel.ANY) {
            throw ModelRules.misuse();
        }
        beginIfNew();
        model.goAway(ReferenceModel.ANY, ErrorCode.NO_ERROR, new byte[0]);
        model.awaitsPing = true;
        model.queuedFrames.add(new PingFrame(ReferenceModel.SHUTDOWN_PING, false));
    }

    void closeConnection(ErrorCode errorCode, byte[] debugData) {
        closeConnection(errorCode, debugData, model.lastProcessed());
    }

    void closeConnection(ErrorCode errorCode, byte[] debugData, int lastStreamId) {
        if (model.isOver()) {
            throw ModelRules.over();
        }
        if (lastStreamId < 0) {
            throw new IllegalArgumentException();
        }
        if (lastStreamId > model.goAwaySent) {
            throw ModelRules.misuse();
        }
        beginIfNew();
        model.goAway(lastStreamId, errorCode, debugData);
        for (ModelStream stream : List.copyOf(model.streams.values())) {
            if (!model.isOwn(stream.id) && stream.id > lastStreamId) {
                model.reset(stream, ErrorCode.REFUSED_STREAM);
            }
        }
    }

    private void beginIfNew() {
        if (model.state == ConnectionState.NEW) {
            begin();
        }
    }
}
