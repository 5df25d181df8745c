package com.exorlive.meeting.signaling.protocol;

import com.exorlive.meeting.edge.Json;
import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.signaling.protocol.ClientMessage.Counted;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what a page sends; docs/protocol.md section 4. Thread-safe.
public final class MessageReader {
    /// The largest text frame.
    public static final int MAX_FRAME_BYTES = 65_536;

    private static final int MAX_NAMES = 256;
    private static final int MAX_ID = 32;
    private static final int MAX_PC = 64;
    private static final int MAX_MID = 32;
    private static final int MAX_CANDIDATE = 1024;
    private static final int MAX_DATA = 40_960;

    /// The whole numbers that JavaScript can count to.
    private static final long MAX_COUNT = (1L << 53) - 1;

    /// Seq is optional in the envelope of these alone.
    private static final Set<String> UNCOUNTED = Set.of("ping", "ack");

    private final JsonMapper json = Json.strictMapper();

    /// Reads the first frame of a socket.
    ///
    /// @throws ProtocolException if it is no `hello` or `resume`
    public ClientMessage.Opening readOpening(String frame) {
        var object = parse(frame);
        try {
            return switch (text(object, "t")) {
                case "hello" ->
                        new ClientMessage.Hello(
                                secret(object, "ticket"), secret(object, "verifier"));
                case "resume" ->
                        new ClientMessage.Resume(
                                new SessionId(text(object, "sid")),
                                secret(object, "resumeToken"),
                                count(object, "ack", 0));
                default -> throw new BadMessage();
            };
        } catch (BadMessage | IllegalArgumentException _) {
            throw new ProtocolException(CloseCode.PROTOCOL_ERROR, "no hello or resume");
        }
    }

    /// Reads any later frame.
    ///
    /// @throws ProtocolException if it is no JSON object, or over a limit
    public Decoded read(String frame) {
        var object = parse(frame);
        var seq = readable(object, "seq", 1);
        var envelope = new Envelope(seq, readable(object, "ack", 0), readableId(object));
        try {
            var type = text(object, "t");
            if (type.isEmpty()) {
                throw new BadMessage();
            }
            if (type.startsWith("x-")) {
                return new Decoded.Ignored(envelope);
            }
            requireSoundEnvelope(object, envelope);
            var message = message(type, object);
            if (message.isEmpty()) {
                return new Decoded.Misunderstood(ErrorCode.UNSUPPORTED, envelope);
            }
            if (message.get() instanceof Counted && seq == Envelope.NONE) {
                throw new BadMessage();
            }
            // A number on what is not counted means nothing.
            var counted = UNCOUNTED.contains(type) ? uncounted(envelope) : envelope;
            return new Decoded.Understood(message.get(), counted);
        } catch (BadMessage | IllegalArgumentException _) {
            return new Decoded.Misunderstood(ErrorCode.BAD_MESSAGE, envelope);
        }
    }

    private static Envelope uncounted(Envelope envelope) {
        return new Envelope(Envelope.NONE, envelope.ack(), envelope.id());
    }

    private static Optional<ClientMessage> message(String type, JsonNode object) {
        return Optional.ofNullable(
                switch (type) {
                    case "describe" -> describe(object);
                    case "candidate" -> trickle(object);
                    case "restart-ice" -> new ClientMessage.RestartIce(pc(object));
                    case "e2ee" ->
                            new ClientMessage.Relay(
                                    new ConnectionId(text(object, "to")), data(object));
                    case "end" -> new ClientMessage.End();
                    case "ping" -> new ClientMessage.Ping(count(object, "n", 0));
                    case "ack" -> acknowledgement(object);
                    case "hello", "resume" ->
                            throw new ProtocolException(
                                    CloseCode.PROTOCOL_ERROR, "a second opening");
                    default -> null;
                });
    }

    private static ClientMessage describe(JsonNode object) {
        var kind =
                switch (text(object, "kind")) {
                    case "offer" -> Description.Kind.OFFER;
                    case "answer" -> Description.Kind.ANSWER;
                    default -> throw new BadMessage();
                };
        var sdp = text(object, "sdp");
        if (sdp.isEmpty()) {
            throw new BadMessage();
        }
        return new ClientMessage.Describe(
                new Description(pc(object), count(object, "negotiation", 1), kind, sdp));
    }

    private static ClientMessage trickle(JsonNode object) {
        var mid = text(object, "mid");
        var line = text(object, "candidate");
        if (!Base64Url.isMadeOf(mid, 1, MAX_MID)
                || line.length() > MAX_CANDIDATE
                || line.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new BadMessage();
        }
        return new ClientMessage.Trickle(new Candidate(pc(object), mid, line));
    }

    private static ClientMessage acknowledgement(JsonNode object) {
        count(object, "ack", 0);
        return new ClientMessage.Ack();
    }

    private static PcId pc(JsonNode object) {
        var pc = text(object, "pc");
        if (!Base64Url.isMadeOf(pc, 1, MAX_PC)) {
            throw new BadMessage();
        }
        return new PcId(pc);
    }

    private static String data(JsonNode object) {
        var data = text(object, "data");
        if (!Base64Url.isMadeOf(data, 1, MAX_DATA)) {
            throw new BadMessage();
        }
        return data;
    }

    private static Secret secret(JsonNode object, String name) {
        return new Secret(text(object, name));
    }

    private static String text(JsonNode object, String name) {
        var value = object.get(name);
        if (value == null || !value.isString()) {
            throw new BadMessage();
        }
        return value.stringValue();
    }

    private static long count(JsonNode object, String name, long least) {
        var value = readable(object, name, least);
        if (value == Envelope.NONE) {
            throw new BadMessage();
        }
        return value;
    }

    /// The number of this name, or `NONE` if there is none that can be one.
    private static long readable(JsonNode object, String name, long least) {
        var value = object.get(name);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            return Envelope.NONE;
        }
        var number = value.longValue();
        return number < least || number > MAX_COUNT ? Envelope.NONE : number;
    }

    private static String readableId(JsonNode object) {
        var id = object.get("id");
        var isSound = id != null && id.isString() && id.stringValue().length() <= MAX_ID;
        return isSound ? id.stringValue() : "";
    }

    /// What is there but could not be read is an error, not an absence.
    private static void requireSoundEnvelope(JsonNode object, Envelope envelope) {
        var isSeqBroken = object.has("seq") && envelope.seq() == Envelope.NONE;
        var isAckBroken = object.has("ack") && envelope.ack() == Envelope.NONE;
        var isIdBroken = object.has("id") && !isId(object.get("id"));
        if (isSeqBroken || isAckBroken || isIdBroken) {
            throw new BadMessage();
        }
    }

    private static boolean isId(JsonNode id) {
        return id.isString() && id.stringValue().length() <= MAX_ID;
    }

    private JsonNode parse(String frame) {
        try {
            var node = json.readTree(frame);
            if (node.isObject() && names(node) <= MAX_NAMES) {
                return node;
            }
        } catch (JacksonException _) {
            // Falls through: why it is no JSON is the sender's business, and may quote its text.
        }
        throw new ProtocolException(CloseCode.PROTOCOL_ERROR, "not an acceptable JSON object");
    }

    /// The recursion is as deep as the reader lets JSON be: 16.
    private static int names(JsonNode node) {
        int names = node.isObject() ? node.size() : 0;
        for (var child : node) {
            names += child.isContainer() ? names(child) : 0;
        }
        return names;
    }

    /// A known type with a missing or wrong field; never leaves this class.
    private static final class BadMessage extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadMessage() {
            super(null, null, false, false);
        }
    }
}
