package com.exorlive.meeting.signaling.connection;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// How a socket is agreed on: our subprotocol, an origin of ours, no extension.
final class SocketConfigurator extends ServerEndpointConfig.Configurator {
    static final String ORIGIN = "com.exorlive.meeting.origin";

    private final Set<String> origins;
    private final Supplier<SocketEndpoint> endpoints;

    SocketConfigurator(Set<String> origins, Supplier<SocketEndpoint> endpoints) {
        this.origins = Set.copyOf(origins);
        this.endpoints = endpoints;
    }

    @Override
    public boolean checkOrigin(String origin) {
        return origin != null && origins.contains(origin);
    }

    /// Compression would keep the last message of everybody in memory, and ciphertext does not get
    /// smaller.
    @Override
    public List<Extension> getNegotiatedExtensions(
            List<Extension> installed, List<Extension> requested) {
        return List.of();
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return requested.contains(UpgradeGate.SUBPROTOCOL) ? UpgradeGate.SUBPROTOCOL : "";
    }

    @Override
    public void modifyHandshake(
            ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        var origin = request.getHeaders().getOrDefault("Origin", List.of(""));
        config.getUserProperties().put(ORIGIN, origin.isEmpty() ? "" : origin.getFirst());
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        return type.cast(endpoints.get());
    }
}
