package com.exorlive.meeting.edge;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/// Gives a request that came through proxies of ours the address of its client, for whoever asks
/// for the remote address: limits, and the socket's session.
final class ForwardedClient implements HttpConfiguration.Customizer {
    private final TrustedProxies proxies;

    ForwardedClient(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        if (!(request.getConnectionMetaData().getRemoteSocketAddress()
                        instanceof InetSocketAddress peer)
                || peer.getAddress() == null) {
            return request;
        }
        var client =
                proxies.client(
                        peer.getAddress(), request.getHeaders().getValuesList(proxies.field()));
        if (client.equals(peer.getAddress())) {
            return request;
        }
        // Its port is nobody's business here.
        var connection =
                new From(request.getConnectionMetaData(), new InetSocketAddress(client, 0));
        return new Request.Wrapper(request) {
            @Override
            public ConnectionMetaData getConnectionMetaData() {
                return connection;
            }
        };
    }

    private static final class From extends ConnectionMetaData.Wrapper {
        private final SocketAddress client;

        From(ConnectionMetaData wrapped, SocketAddress client) {
            super(wrapped);
            this.client = client;
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return client;
        }
    }
}
