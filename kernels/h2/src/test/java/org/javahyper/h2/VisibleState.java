package org.javahyper.h2;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.javahyper.testkit.Hex;

/** The answers of a connection to everything that can be asked of it, found by reflection so that no question is forgotten. */
final class VisibleState {
    /** The methods that ask and change nothing. */
    static final Set<String> QUESTIONS = Set.of(
            "nextStreamId()",
            "hasDataToSend()",
            "pendingOctets()",
            "dataToSendAsBuffers()",
            "sendWindow(int)",
            "receiveWindow(int)",
            "openInboundStreams()",
            "openOutboundStreams()",
            "canOpenStream()",
            "streamState(int)",
            "closedReason(int)",
            "connectionState()",
            "localSettings()",
            "pendingLocalSettings()",
            "remoteSettings()",
            "pendingRemoteSettings()",
            "maxInboundFrameSize()",
            "maxOutboundFrameSize()",
            "roundTripNanos()",
            "isClosed()");

    /** Questions about a stream are asked of these: the connection, or none, and more than the histories of tests use. */
    private static final int STREAMS = 24;

    private static final List<Method> ASKED = Arrays.stream(H2Connection.class.getDeclaredMethods())
            .filter(method -> QUESTIONS.contains(signature(method)))
            .toList();

    private VisibleState() {}

    /** The public methods of a connection, such as {@code sendWindow(int)}. */
    static Set<String> methods() {
        return Arrays.stream(H2Connection.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(VisibleState::signature)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each question with its answer. Of streams that do not exist the state alone is asked: the rest would be refused, and costs time. */
    static Map<String, Object> of(H2Connection connection) {
        Map<String, Object> answers = new TreeMap<>();
        for (Method question : ASKED) {
            String text = signature(question);
            if (question.getParameterCount() == 0) {
                answers.put(text, answer(connection, question));
                continue;
            }
            for (int id = 0; id < STREAMS; id++) {
                boolean exists = id > 0 && exists(connection.streamState(id));
                boolean isWindow = text.endsWith("Window(int)");
                if (id == 0 ? isWindow : !isWindow || exists) {
                    answers.put(text + " " + id, answer(connection, question, id));
                }
            }
        }
        return answers;
    }

    private static boolean exists(StreamState state) {
        return state != StreamState.IDLE && state != StreamState.CLOSED;
    }

    private static Object answer(H2Connection connection, Method question, Object... streamId) {
        try {
            Object answer = question.invoke(connection, streamId);
            return answer instanceof ByteBuffer[] views ? octets(views) : answer;
        } catch (InvocationTargetException refusal) {
            return refusal.getCause().toString(); // nextStreamId, when none is left
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String octets(ByteBuffer... views) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (ByteBuffer view : views) {
            byte[] part = new byte[view.remaining()];
            view.duplicate().get(part);
            octets.writeBytes(part);
        }
        return Hex.of(octets.toByteArray());
    }

    private static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(",", method.getName() + "(", ")"));
    }
}
