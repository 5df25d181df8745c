package com.exorlive.meeting.signaling.redis;

import io.lettuce.core.RedisURI;
import java.util.Arrays;
import java.util.List;

/// Where Redis is: one server, one watched by Sentinels, or a Cluster by some of its servers. Does
/// not print itself, because a URI may hold a password.
public sealed interface RedisAddress {
    /// @param uri of the server, or of the Sentinels that know it
    record One(RedisURI uri) implements RedisAddress {
        @Override
        public String toString() {
            return "One[" + uri.getHost() + "]";
        }
    }

    /// @param uris of some servers of the Cluster
    record Cluster(List<RedisURI> uris) implements RedisAddress {
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
            return new One(RedisURI.create(trimmed));
        }
        var uris = Arrays.stream(trimmed.split(",", -1)).map(String::strip).map(RedisURI::create);
        var list = uris.toList();
        return list.size() == 1 ? new One(list.getFirst()) : new Cluster(list);
    }
}
