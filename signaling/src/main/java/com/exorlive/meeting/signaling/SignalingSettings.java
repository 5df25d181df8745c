package com.exorlive.meeting.signaling;

import com.exorlive.meeting.edge.issuer.TrustedIssuer;
import com.exorlive.meeting.signaling.connection.Connections;
import com.exorlive.meeting.signaling.peer.Several;
import com.exorlive.meeting.signaling.protocol.EndWhen;
import com.exorlive.meeting.signaling.protocol.ServerMessage.Timing;
import com.exorlive.meeting.signaling.redis.RedisAddress;
import com.exorlive.meeting.signaling.redis.RedisTls;
import com.exorlive.meeting.signaling.redis.SharedSecret;
import com.exorlive.meeting.signaling.registry.NodeName;
import com.exorlive.meeting.signaling.turn.TurnServers;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Everything that whoever starts the signalling has to say. Does not print the client's secret.
///
/// @param origins of the pages that may speak to it, exactly as browsers send them
/// @param webSocketUrl where pages open their sockets: `/api/ws` of this node
/// @param issuer the `iss` of every token
/// @param core where core is
/// @param dataDirectory for what must outlive a restart
/// @param turn the way to the media server for pages behind a firewall
/// @param nodes empty for a node that is alone
/// @param tokens which are taken
public record SignalingSettings(
        Set<String> origins,
        String webSocketUrl,
        String issuer,
        Core core,
        Path dataDirectory,
        Meetings meetings,
        Limits limits,
        Turn turn,
        Optional<Nodes> nodes,
        Tokens tokens) {

    public SignalingSettings {
        origins = Set.copyOf(origins);
        if (origins.isEmpty()) {
            throw new IllegalArgumentException("no origin");
        }
    }

    /// Which access tokens open the door.
    ///
    /// @param mustBeBound whether core's are worth nothing without a proof that whoever shows them
    ///     has their key (RFC 9449)
    /// @param others whose tokens are taken beside core's
    public record Tokens(boolean mustBeBound, List<TrustedIssuer> others) {
        public Tokens {
            others = List.copyOf(others);
        }

        /// Core's alone, bound to a key or not.
        public static Tokens ofCore() {
            return new Tokens(false, List.of());
        }
    }

    /// What makes this node one of several. Does not print the secret.
    ///
    /// @param name of this node, and of no other: small letters, digits and hyphens
    /// @param redis where Redis is: a URI, or several with commas between
    /// @param bind where other nodes are listened for
    /// @param port of the same; 0 for any
    /// @param host by which other nodes reach this one
    /// @param secret that all nodes know: 32 letters or more
    /// @param drainMax how long a node that is told to stop waits for its meetings
    /// @param redisTls what is shown to Redis, if it demands a certificate
    public record Nodes(
            String name,
            String redis,
            InetAddress bind,
            int port,
            String host,
            String secret,
            Duration drainMax,
            Optional<RedisFiles> redisTls) {
        /// @throws IllegalArgumentException that says what is wrong
        public Nodes {
            var isHost = !host.isBlank() && host.indexOf(' ') < 0;
            if (!isHost) {
                throw new IllegalArgumentException("no host by which other nodes reach this one");
            }
            check(name, redis, secret);
        }

        private static void check(String name, String redis, String secret) {
            var _ = new NodeName(name);
            var _ = RedisAddress.parse(redis);
            var _ = new SharedSecret(secret);
        }

        Several.Membership membership() {
            var address = RedisAddress.parse(redis);
            return new Several.Membership(
                    new NodeName(name),
                    redisTls.map(files -> address.with(files.tls())).orElse(address),
                    bind,
                    port,
                    host,
                    new SharedSecret(secret));
        }

        @Override
        public String toString() {
            return "Nodes[" + name + "]";
        }
    }

    /// PEM files for a connection to Redis with certificates of both sides.
    ///
    /// @param authority whose signature the certificate of Redis must have
    /// @param key in PKCS #8
    public record RedisFiles(Path authority, Path certificate, Path key) {
        RedisTls tls() {
            return new RedisTls(authority, certificate, key);
        }
    }

    /// @param jwksUri the issuer's public keys
    /// @param tokenUri where this service gets its own token
    /// @param api base of core's API, such as `http://localhost:8080/core/v1`
    public record Core(URI jwksUri, URI tokenUri, URI api, String clientId, String clientSecret) {
        @Override
        public String toString() {
            return "Core[" + api + "]";
        }
    }

    /// @param maxLength after it a meeting ends by itself
    /// @param grace how long the seat of a lost connection is kept
    public record Meetings(Duration maxLength, Duration grace, EndsWhen endsWhen) {
        /// Four hours at most; either may end it; a minute to come back.
        public static Meetings defaults() {
            return new Meetings(Duration.ofHours(4), Duration.ofSeconds(60), EndsWhen.EITHER);
        }

        EndWhen endWhen() {
            return switch (endsWhen) {
                case EITHER -> EndWhen.EITHER;
                case HOST -> EndWhen.HOST;
                case INVITEE -> EndWhen.INVITEE;
            };
        }
    }

    /// Who may end a meeting for both, when core does not say.
    public enum EndsWhen {
        EITHER,
        HOST,
        INVITEE
    }

    /// @param ping between two heartbeats
    /// @param clientDead when a page that hears nothing comes anew
    /// @param serverDead when a page that says nothing counts as lost
    /// @param hello how long a socket may be open without a hello
    /// @param ticketLife how long a ticket is good
    /// @param ticketsPerMinute for one subject
    /// @param socketsPerMinute for one address
    /// @param greetingsPerAddress sockets of one address that have not said hello
    /// @param greetingsInAll sockets that have not said hello
    public record Limits(
            Duration ping,
            Duration clientDead,
            Duration serverDead,
            Duration hello,
            Duration ticketLife,
            int ticketsPerMinute,
            int socketsPerMinute,
            int greetingsPerAddress,
            int greetingsInAll) {
        /// Those of docs/protocol.md.
        public static Limits defaults() {
            return new Limits(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    10,
                    30,
                    20,
                    500);
        }

        /// These times with other numbers.
        public Limits withCounts(int tickets, int sockets, int perAddress, int inAll) {
            return new Limits(
                    ping,
                    clientDead,
                    serverDead,
                    hello,
                    ticketLife,
                    tickets,
                    sockets,
                    perAddress,
                    inAll);
        }

        Connections.Limits ofSockets() {
            return new Connections.Limits(
                    hello, ping, serverDead, greetingsPerAddress, greetingsInAll);
        }
    }

    /// A TURN server that takes time-limited credentials (coturn's `use-auth-secret`).
    ///
    /// @param urls one or more ways to it; none if there is no such server
    /// @param secret shared with it
    /// @param life how long one can begin to use a credential
    /// @param isOnlyWay whether pages may use no other way, so that nobody else learns their
    ///     address
    public record Turn(List<String> urls, String secret, Duration life, boolean isOnlyWay) {
        public Turn {
            urls = List.copyOf(urls);
            if (urls.isEmpty() && isOnlyWay) {
                throw new IllegalArgumentException("only TURN, and no TURN server");
            }
        }

        public static Turn none() {
            return new Turn(List.of(), "", Duration.ZERO, false);
        }

        TurnServers servers() {
            return urls.isEmpty()
                    ? TurnServers.none()
                    : new TurnServers(urls, secret, life, isOnlyWay);
        }

        @Override
        public String toString() {
            return "Turn[" + urls.size() + " urls]";
        }
    }

    Timing timing() {
        return new Timing(limits.ping(), limits.clientDead(), meetings.grace());
    }
}
