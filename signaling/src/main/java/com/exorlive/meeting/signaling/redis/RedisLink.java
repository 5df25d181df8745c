package com.exorlive.meeting.signaling.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;

/// A connection to one server, or to a Cluster.
sealed interface RedisLink {
    RedisClusterAsyncCommands<String, String> commands();

    /// What each master says of itself.
    List<String> infos();

    record One(StatefulRedisConnection<String, String> connection) implements RedisLink {
        @Override
        public RedisClusterAsyncCommands<String, String> commands() {
            return connection.async();
        }

        @Override
        public List<String> infos() {
            return List.of(connection.sync().info());
        }
    }

    record Cluster(StatefulRedisClusterConnection<String, String> connection) implements RedisLink {
        @Override
        public RedisClusterAsyncCommands<String, String> commands() {
            return connection.async();
        }

        @Override
        public List<String> infos() {
            return connection.getPartitions().stream()
                    .filter(node -> node.getRole().isUpstream())
                    .map(node -> connection.getConnection(node.getNodeId()).sync().info())
                    .toList();
        }
    }
}
