package com.exorlive.meeting.sfucontrol.kurento.fake;

import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What there is at a fake Kurento, and who holds it: an object that no session refers to goes.
/// Changed by the worker's thread alone; read by any.
final class FakeObjects {
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Pipeline> pipelines = new ConcurrentHashMap<>();
    private final Map<String, FakeEndpoint> endpoints = new ConcurrentHashMap<>();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    static final class Session {
        final String name = UUID.randomUUID().toString();
        private final Set<String> held = ConcurrentHashMap.newKeySet();
        private volatile Channel channel;
        private int idle;

        void hold(String object) {
            held.add(object);
        }

        void isAt(Channel now) {
            channel = now;
        }

        Optional<Channel> channel() {
            return Optional.ofNullable(channel);
        }
    }

    record Pipeline(String id, Map<String, String> tags, Set<String> endpoints) {}

    record Subscription(String id, String object, String type, String session) {}

    Session newSession() {
        var session = new Session();
        sessions.put(session.name, session);
        return session;
    }

    Optional<Session> session(String name) {
        return Optional.ofNullable(sessions.get(name));
    }

    Pipeline newPipeline(Session holder, Map<String, String> tags) {
        var id = UUID.randomUUID() + "_kurento.MediaPipeline";
        var pipeline = new Pipeline(id, new HashMap<>(tags), ConcurrentHashMap.newKeySet());
        pipelines.put(id, pipeline);
        holder.hold(id);
        return pipeline;
    }

    FakeEndpoint newEndpoint(FakeKurento kurento, String pipeline) throws FakeFault {
        var owner = pipeline(pipeline).orElseThrow(FakeFault::notFound);
        var endpoint =
                new FakeEndpoint(
                        kurento, owner.id() + "/" + UUID.randomUUID() + "_kurento.WebRtcEndpoint");
        endpoints.put(endpoint.id, endpoint);
        owner.endpoints().add(endpoint.id);
        return endpoint;
    }

    Optional<Pipeline> pipeline(String id) {
        return Optional.ofNullable(pipelines.get(id));
    }

    Optional<FakeEndpoint> endpoint(String id) {
        return Optional.ofNullable(endpoints.get(id));
    }

    List<Pipeline> pipelines() {
        return List.copyOf(pipelines.values());
    }

    List<FakeEndpoint> endpoints() {
        return List.copyOf(endpoints.values());
    }

    String subscribe(Session session, String object, String type) {
        var id = UUID.randomUUID().toString();
        subscriptions.add(new Subscription(id, object, type, session.name));
        return id;
    }

    List<Subscription> subscriptions(String object, String type) {
        return subscriptions.stream()
                .filter(it -> it.object().equals(object) && it.type().equals(type))
                .toList();
    }

    /// With everything in it.
    void release(String object) {
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

    void unref(Session session, String object) {
        session.held.remove(object);
        collect();
    }

    void end(String session) {
        sessions.remove(session);
        collect();
    }

    /// One period of the garbage collector: sessions without a connection go at the second.
    void collectGarbage() {
        for (var session : List.copyOf(sessions.values())) {
            boolean isOpen = session.channel != null && session.channel.isActive();
            session.idle = isOpen ? 0 : session.idle + 1;
            if (session.idle >= 2) {
                end(session.name);
            }
        }
    }

    private void collect() {
        var held = new HashSet<String>();
        sessions.values().forEach(it -> held.addAll(it.held));
        Set.copyOf(pipelines.keySet()).stream()
                .filter(it -> !held.contains(it))
                .forEach(this::release);
    }

    /// As after a start.
    void forget() {
        sessions.clear();
        Set.copyOf(pipelines.keySet()).forEach(this::release);
        subscriptions.clear();
    }
}
