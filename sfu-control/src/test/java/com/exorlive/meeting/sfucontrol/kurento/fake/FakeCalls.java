package com.exorlive.meeting.sfucontrol.kurento.fake;

import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.kurento.fake.FakeObjects.Pipeline;
import com.exorlive.meeting.sfucontrol.kurento.fake.FakeObjects.Session;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/// The JSON-RPC of a fake Kurento: what each request does, and what it is answered. Confined to the
/// worker's thread, but for what tests set and read.
final class FakeCalls {
    private static final String MANAGER = "manager_ServerManager";

    private final FakeKurento kurento;
    private final FakeObjects objects;
    private final SfuControl media;
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();

    FakeCalls(FakeKurento kurento, FakeObjects objects, SfuControl media) {
        this.kurento = kurento;
        this.objects = objects;
        this.media = media;
    }

    void refuse(String operation, int code) {
        refusals.put(operation, code);
    }

    List<String> log() {
        return List.copyOf(log);
    }

    Map<String, Object> answer(Channel channel, JsonNode request) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", request.path("id").asInt());
        try {
            answer.put("result", result(channel, request));
        } catch (FakeFault fault) {
            answer.put("error", error(fault));
        }
        return answer;
    }

    private static Map<String, Object> error(FakeFault fault) {
        return Map.of(
                "code", fault.code, "message", fault.type, "data", Map.of("type", fault.type));
    }

    private Map<String, Object> result(Channel channel, JsonNode request) throws FakeFault {
        var method = request.path("method").asString("");
        var params = request.path("params");
        var name = params.path("sessionId").asString("");
        var known = objects.session(name);
        if (!name.isEmpty() && known.isEmpty()) {
            throw new FakeFault(40007, "INVALID_SESSION");
        }
        if (method.equals("ping")) {
            return name.isEmpty()
                    ? Map.of("value", "pong")
                    : Map.of("value", "pong", "sessionId", name);
        }
        var session = known.orElseGet(objects::newSession);
        session.isAt(channel);
        var result = new LinkedHashMap<String, Object>();
        result.put("sessionId", session.name);
        var value = value(method, params, session, new ArrayList<>());
        if (value != null) {
            result.put("value", value);
        }
        return result;
    }

    private Object value(String method, JsonNode params, Session session, List<String> created)
            throws FakeFault {
        refuseIfWanted(method);
        var object = resolve(params.path("object").asString(""), created);
        return switch (method) {
            case "connect", "keepAlive" -> null;
            case "closeSession" -> {
                objects.end(session.name);
                yield null;
            }
            case "create" -> {
                var id = create(params, session, created);
                created.add(id);
                yield id;
            }
            case "release" -> {
                check(object);
                objects.release(object);
                yield null;
            }
            case "unref" -> {
                check(object);
                objects.unref(session, object);
                yield null;
            }
            case "subscribe" -> {
                check(object);
                yield objects.subscribe(session, object, params.path("type").asString(""));
            }
            case "invoke" -> invoke(object, params, session, created);
            case "transaction" -> transaction(params, session);
            default -> throw new FakeFault(-32601, "METHOD_NOT_FOUND");
        };
    }

    /// Up to the first that fails.
    private List<Object> transaction(JsonNode params, Session session) {
        var created = new ArrayList<String>();
        var answers = new ArrayList<Object>();
        for (var operation : params.path("operations")) {
            var answer = new LinkedHashMap<String, Object>();
            answers.add(answer);
            answer.put("jsonrpc", "2.0");
            answer.put("id", operation.path("id").asInt());
            try {
                var result = new LinkedHashMap<String, Object>(Map.of("sessionId", session.name));
                var method = operation.path("method").asString("");
                var value = value(method, operation.path("params"), session, created);
                if (value != null) {
                    result.put("value", value);
                }
                answer.put("result", result);
            } catch (FakeFault fault) {
                answer.put("error", error(fault));
                break;
            }
        }
        return answers;
    }

    private static String resolve(String id, List<String> created) {
        return id.startsWith("newref:") ? created.get(Integer.parseInt(id.substring(7))) : id;
    }

    private void refuseIfWanted(String operation) throws FakeFault {
        var code = refusals.remove(operation);
        if (code != null) {
            throw new FakeFault(code, "REFUSED_BY_TEST");
        }
    }

    private String create(JsonNode params, Session session, List<String> created) throws FakeFault {
        var type = params.path("type").asString("");
        log.add("create " + type);
        if (type.equals("MediaPipeline")) {
            return objects.newPipeline(session, Map.of()).id();
        }
        var pipeline = params.path("constructorParams").path("mediaPipeline").asString("");
        return objects.newEndpoint(kurento, resolve(pipeline, created)).id;
    }

    private void check(String object) throws FakeFault {
        if (!object.equals(MANAGER)
                && objects.pipeline(object).isEmpty()
                && objects.endpoint(object).isEmpty()) {
            throw FakeFault.notFound();
        }
    }

    private Object invoke(String object, JsonNode params, Session session, List<String> created)
            throws FakeFault {
        check(object);
        var operation = params.path("operation").asString("");
        var given = params.path("operationParams");
        log.add(operation);
        refuseIfWanted(operation);
        if (object.equals(MANAGER)) {
            return managed(operation, session);
        }
        var pipeline = objects.pipeline(object);
        if (pipeline.isPresent()) {
            session.hold(object);
            return tagged(pipeline.get(), operation, given);
        }
        return atEndpoint(objects.endpoint(object).orElseThrow(), operation, given, created);
    }

    private Object managed(String operation, Session session) throws FakeFault {
        return switch (operation) {
            case "getUsedMemory" -> 50_000;
            case "getPipelines" -> {
                var ids = objects.pipelines().stream().map(Pipeline::id).toList();
                // Listing references: seen.
                ids.forEach(session::hold);
                yield ids;
            }
            default -> throw new FakeFault(40105, "MEDIA_OBJECT_METHOD_NOT_FOUND");
        };
    }

    private static Object tagged(Pipeline pipeline, String operation, JsonNode given)
            throws FakeFault {
        return switch (operation) {
            case "addTag" -> {
                var value = given.path("value").asString("");
                pipeline.tags().put(given.path("key").asString(""), value);
                yield null;
            }
            case "getTags" -> pipeline.tags().entrySet().stream().map(FakeCalls::tag).toList();
            default -> throw new FakeFault(40105, "MEDIA_OBJECT_METHOD_NOT_FOUND");
        };
    }

    private static Map<String, String> tag(Map.Entry<String, String> tag) {
        return Map.of(
                "__module__",
                "kurento",
                "__type__",
                "Tag",
                "key",
                tag.getKey(),
                "value",
                tag.getValue());
    }

    private Object atEndpoint(
            FakeEndpoint endpoint, String operation, JsonNode given, List<String> created)
            throws FakeFault {
        return switch (operation) {
            case "setMaxVideoSendBandwidth", "setMaxVideoRecvBandwidth", "addIceCandidate" -> {
                log.add(operation + " " + given);
                yield null;
            }
            case "connect" -> {
                var sink = resolve(given.path("sink").asString(""), created);
                endpoint.connect(objects.endpoint(sink).orElseThrow(FakeFault::notFound), media);
                yield null;
            }
            case "generateOffer" -> endpoint.generateOffer(media);
            case "processAnswer" -> endpoint.processAnswer(given.path("answer").asString(""));
            case "gatherCandidates" -> {
                endpoint.gather();
                yield null;
            }
            case "getConnectionState" -> endpoint.isConnected() ? "CONNECTED" : "DISCONNECTED";
            default -> throw new FakeFault(40105, "MEDIA_OBJECT_METHOD_NOT_FOUND");
        };
    }
}
