package com.exorlive.meeting.sfucontrol.kurento.fake;

import com.exorlive.meeting.sfucontrol.SfuControl;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Kurento Media Server as the driver sees one: its JSON-RPC, its errors, its sessions, and
/// media by the embedded media server. What it does is what was seen of Kurento 7.3 or read in its
/// source; it is not Kurento. Requests are worked on one after another.
public final class FakeKurento implements AutoCloseable {
    private static final String MANAGER = "manager_ServerManager";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SfuControl media;
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Pipeline> pipelines = new ConcurrentHashMap<>();
    private final Map<String, FakeEndpoint> endpoints = new ConcurrentHashMap<>();
    private final List<Subscription> subscriptions =
            new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private final InetAddress address;
    private FakeWire wire;
    private int port;
    private volatile boolean isHanging;
    private volatile long delayMillis;

    /// Offers what Kurento's own configuration has, not ours.
    public volatile boolean hasAllCodecs;

    /// What comes in from one goes out to nobody, and nothing is said about it.
    public volatile boolean isStuck;

    private static final class Session {
        private final Set<String> objects = ConcurrentHashMap.newKeySet();
        private volatile Channel channel;
        private int idle;
    }

    private record Pipeline(String id, Map<String, String> tags, Set<String> endpoints) {}

    private record Subscription(String id, String object, String type, String session) {}

    /// @param media does what is done with packets
    public FakeKurento(InetAddress address, int port, SfuControl media) {
        this.address = address;
        this.port = port;
        this.media = media;
        run();
    }

    /// Starts again after `kill`.
    public void run() {
        wire = new FakeWire(new InetSocketAddress(address, port), this::heard);
        port = wire.port();
    }

    public URI uri() {
        return URI.create("ws://" + address.getHostAddress() + ":" + port + "/kurento");
    }

    /// As by SIGKILL: nothing is left.
    public void kill() {
        wire.close();
        onWorker(this::forget);
    }

    /// The control connections break; media go on.
    public void reset() {
        wire.reset();
    }

    /// The same, and Kurento has been started anew meanwhile.
    public void resetAndForget() {
        onWorker(this::forget);
        wire.reset();
    }

    /// Takes requests and answers none.
    public void hang(boolean is) {
        isHanging = is;
    }

    public void delay(long millis) {
        delayMillis = millis;
    }

    /// The next time that this is asked for.
    public void refuse(String operation, int code) {
        refusals.put(operation, code);
    }

    /// One period of the garbage collector: sessions without a connection go at the second.
    public void collectGarbage() {
        onWorker(
                () -> {
                    for (var entry : Map.copyOf(sessions).entrySet()) {
                        var session = entry.getValue();
                        boolean isOpen = session.channel != null && session.channel.isActive();
                        session.idle = isOpen ? 0 : session.idle + 1;
                        if (session.idle >= 2) {
                            end(entry.getKey());
                        }
                    }
                });
    }

    public int pipelineCount() {
        return pipelines.size();
    }

    public int endpointCount() {
        return endpoints.size();
    }

    public List<Map<String, String>> tags() {
        return pipelines.values().stream().map(Pipeline::tags).map(Map::copyOf).toList();
    }

    /// A pipeline of somebody else's, held by a session of its own.
    public void addForeignPipeline(String node) {
        onWorker(
                () -> {
                    var session = new Session();
                    sessions.put(UUID.randomUUID().toString(), session);
                    var id = UUID.randomUUID() + "_kurento.MediaPipeline";
                    pipelines.put(
                            id,
                            new Pipeline(
                                    id,
                                    new HashMap<>(Map.of("exorlive-node", node)),
                                    ConcurrentHashMap.newKeySet()));
                    session.objects.add(id);
                });
    }

    /// What was asked, as words.
    public List<String> log() {
        return List.copyOf(log);
    }

    /// Something of an endpoint that is connected, whichever.
    public void raiseAtConnected(String type, Map<String, Object> data) {
        var endpoint =
                endpoints.values().stream()
                        .filter(FakeEndpoint::isConnected)
                        .findFirst()
                        .orElseThrow();
        raise(endpoint, type, data);
    }

    void raise(FakeEndpoint source, String type, Map<String, Object> data) {
        for (var subscription : subscriptions) {
            if (subscription.object().equals(source.id) && subscription.type().equals(type)) {
                var session = sessions.get(subscription.session());
                if (session != null && session.channel != null && !isHanging) {
                    FakeWire.send(session.channel, event(subscription, data));
                }
            }
        }
    }

    private static String event(Subscription subscription, Map<String, Object> data) {
        var all = new LinkedHashMap<String, Object>(data);
        all.put("source", subscription.object());
        all.put("tags", List.of());
        all.put("timestamp", "1");
        all.put("timestampMillis", "1000");
        all.putIfAbsent("type", subscription.type());
        return JSON.writeValueAsString(
                Map.of(
                        "jsonrpc", "2.0",
                        "method", "onEvent",
                        "params",
                                Map.of(
                                        "value",
                                        Map.of(
                                                "data", all,
                                                "object", subscription.object(),
                                                "subscription", subscription.id(),
                                                "type", subscription.type()))));
    }

    private void heard(Channel channel, String text) {
        if (isHanging) {
            return;
        }
        worker.execute(
                () -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMillis));
                    var request = JSON.readTree(text);
                    var answer = answer(channel, request);
                    if (!isHanging) {
                        FakeWire.send(channel, JSON.writeValueAsString(answer));
                    }
                });
    }

    private Map<String, Object> answer(Channel channel, JsonNode request) {
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
        var session = sessions.get(name);
        if (!name.isEmpty() && session == null) {
            throw new FakeFault(40007, "INVALID_SESSION");
        }
        if (method.equals("ping")) {
            return name.isEmpty()
                    ? Map.of("value", "pong")
                    : Map.of("value", "pong", "sessionId", name);
        }
        if (session == null) {
            name = UUID.randomUUID().toString();
            session = new Session();
            sessions.put(name, session);
        }
        session.channel = channel;
        var result = new LinkedHashMap<String, Object>();
        result.put("sessionId", name);
        var value = value(method, params, session, name, new ArrayList<>());
        if (value != null) {
            result.put("value", value);
        }
        return result;
    }

    private Object value(
            String method, JsonNode params, Session session, String name, List<String> created)
            throws FakeFault {
        refuseIfWanted(method);
        var object = resolve(params.path("object").asString(""), created);
        return switch (method) {
            case "connect", "keepAlive" -> null;
            case "closeSession" -> {
                end(name);
                yield null;
            }
            case "create" -> {
                var id = create(params, session, created);
                created.add(id);
                yield id;
            }
            case "release" -> {
                check(object);
                release(object);
                yield null;
            }
            case "unref" -> {
                check(object);
                session.objects.remove(object);
                collect();
                yield null;
            }
            case "subscribe" -> {
                check(object);
                var subscription =
                        new Subscription(
                                UUID.randomUUID().toString(),
                                object,
                                params.path("type").asString(""),
                                name);
                subscriptions.add(subscription);
                yield subscription.id();
            }
            case "invoke" -> invoke(object, params, session, created);
            case "transaction" -> transaction(params, session, name);
            default -> throw new FakeFault(-32601, "METHOD_NOT_FOUND");
        };
    }

    private List<Object> transaction(JsonNode params, Session session, String name) {
        var created = new ArrayList<String>();
        var answers = new ArrayList<Object>();
        for (var operation : params.path("operations")) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("jsonrpc", "2.0");
            answer.put("id", operation.path("id").asInt());
            try {
                var result = new LinkedHashMap<String, Object>(Map.of("sessionId", name));
                var value =
                        value(
                                operation.path("method").asString(""),
                                operation.path("params"),
                                session,
                                name,
                                created);
                if (value != null) {
                    result.put("value", value);
                }
                answer.put("result", result);
                answers.add(answer);
            } catch (FakeFault fault) {
                answer.put("error", error(fault));
                answers.add(answer);
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
            var id = UUID.randomUUID() + "_kurento.MediaPipeline";
            pipelines.put(id, new Pipeline(id, new HashMap<>(), ConcurrentHashMap.newKeySet()));
            session.objects.add(id);
            return id;
        }
        var pipeline =
                pipelines.get(
                        resolve(
                                params.path("constructorParams").path("mediaPipeline").asString(""),
                                created));
        if (pipeline == null) {
            throw FakeFault.notFound();
        }
        var id = pipeline.id() + "/" + UUID.randomUUID() + "_kurento.WebRtcEndpoint";
        endpoints.put(id, new FakeEndpoint(this, id));
        pipeline.endpoints().add(id);
        return id;
    }

    private void check(String object) throws FakeFault {
        if (!object.equals(MANAGER)
                && !pipelines.containsKey(object)
                && !endpoints.containsKey(object)) {
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
        var pipeline = pipelines.get(object);
        if (pipeline != null) {
            session.objects.add(object);
            return tagged(pipeline, operation, given);
        }
        return atEndpoint(endpoints.get(object), operation, given, created);
    }

    private Object managed(String operation, Session session) throws FakeFault {
        return switch (operation) {
            case "getUsedMemory" -> 50_000;
            case "getPipelines" -> {
                // Listing references: seen.
                session.objects.addAll(pipelines.keySet());
                yield List.copyOf(pipelines.keySet());
            }
            default -> throw new FakeFault(40105, "MEDIA_OBJECT_METHOD_NOT_FOUND");
        };
    }

    private static Object tagged(Pipeline pipeline, String operation, JsonNode given)
            throws FakeFault {
        return switch (operation) {
            case "addTag" -> {
                pipeline.tags()
                        .put(given.path("key").asString(""), given.path("value").asString(""));
                yield null;
            }
            case "getTags" ->
                    pipeline.tags().entrySet().stream()
                            .map(
                                    tag ->
                                            Map.of(
                                                    "__module__",
                                                    "kurento",
                                                    "__type__",
                                                    "Tag",
                                                    "key",
                                                    tag.getKey(),
                                                    "value",
                                                    tag.getValue()))
                            .toList();
            default -> throw new FakeFault(40105, "MEDIA_OBJECT_METHOD_NOT_FOUND");
        };
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
                var sink = endpoints.get(resolve(given.path("sink").asString(""), created));
                if (sink == null) {
                    throw FakeFault.notFound();
                }
                endpoint.connect(sink, media);
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

    private void release(String object) {
        var pipeline = pipelines.remove(object);
        if (pipeline != null) {
            Set.copyOf(pipeline.endpoints()).forEach(this::release);
        }
        var endpoint = endpoints.remove(object);
        if (endpoint != null) {
            pipelines.values().forEach(it -> it.endpoints().remove(object));
            endpoint.release();
        }
        subscriptions.removeIf(it -> it.object().equals(object));
    }

    private void end(String session) {
        sessions.remove(session);
        collect();
    }

    /// What no session refers to any more goes.
    private void collect() {
        var held = new HashSet<String>();
        sessions.values().forEach(it -> held.addAll(it.objects));
        Set.copyOf(pipelines.keySet()).stream()
                .filter(it -> !held.contains(it))
                .forEach(this::release);
    }

    private void forget() {
        sessions.clear();
        Set.copyOf(pipelines.keySet()).forEach(this::release);
        subscriptions.clear();
    }

    private void onWorker(Runnable what) {
        try {
            worker.submit(what).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        wire.close();
        onWorker(this::forget);
        worker.shutdown();
    }
}
