package com.exorlive.meeting.signaling.redis;

import io.lettuce.core.RedisURI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where Redis is: one server, one watched by Sentinels, or a Cluster by some of its servers. Does
/// not print itself, because a URI may hold a password.
public sealed interface RedisAddress {
    /// What is shown to Redis, if it asks.
    Optional<RedisTls> tls();

    /// The same place, reached with a certificate of ours.
    default RedisAddress with(RedisTls tls) {
        return switch (this) {
            case One(var uri, var _) -> new One(uri, Optional.of(tls));
            case Cluster(var uris, var _) -> new Cluster(uris, Optional.of(tls));
        };
    }

    /// @param uri of the server, or of the Sentinels that know it
    record One(RedisURI uri, Optional<RedisTls> tls) implements RedisAddress {
        /// Whether Sentinels may make another server the master.
        boolean isWatched() {
            return !uri.getSentinels().isEmpty();
        }

        @Override
        public String toString() {
            return "One[" + uri.getHost() + "]";
        }
    }

    /// @param uris of some servers of the Cluster
    record Cluster(List<RedisURI> uris, Optional<RedisTls> tls) implements RedisAddress {
        public Cluster {
            uris = List.copyOf(uris);
        }

        @Override
        public String toString() {
            return "Cluster[" + uris.size() + " servers]";
        }
    }

    /// `redis://host:6379` (or `rediss://` for TLS); several of them, with commas between, for a
    /// Cluster; or `redis-sentinel://host,host,host#name-of-the-master`.
    ///
    /// @throws IllegalArgumentException if it is none of these
    static RedisAddress parse(String text) {
        var trimmed = text.strip();
        if (trimmed.startsWith("redis-sentinel://") || trimmed.startsWith("rediss-sentinel://")) {
            return new One(RedisURI.create(trimmed), Optional.empty());
        }
        var uris = Arrays.stream(trimmed.split(",", -1)).map(String::strip).map(RedisURI::create);
        var list = uris.toList();
        return list.size() == 1
                ? new One(list.getFirst(), Optional.empty())
                : new Cluster(list, Optional.empty());
    }
}
