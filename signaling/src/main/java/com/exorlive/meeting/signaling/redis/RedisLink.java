package com.exorlive.meeting.signaling.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.List;

/// A connection to one server, or to a Cluster.
sealed interface RedisLink {
    RedisClusterAsyncCommands<String, String> commands();

    /// To the one server that has this key now, always over the same connection: whether its
    /// replicas follow is known by connection.
    RedisClusterAsyncCommands<String, String> masterOf(String key);

    /// What each master says of itself. Of a Cluster without those that can't be asked: what they
    /// have can't be asked for either.
    ///
    /// @throws RedisException if none can be asked
    List<String> infos();

    /// Whether the one server has what it answers on its disk before it answers; of a Cluster that
    /// is not asked.
    ///
    /// @throws RedisCommandExecutionException if we may not ask
    boolean writesAtOnce();

    record One(StatefulRedisConnection<String, String> connection) implements RedisLink {
        @Override
        public RedisClusterAsyncCommands<String, String> commands() {
            return connection.async();
        }

        @Override
        public RedisClusterAsyncCommands<String, String> masterOf(String key) {
            return connection.async();
        }

        @Override
        public List<String> infos() {
            return List.of(connection.sync().info());
        }

        @Override
        public boolean writesAtOnce() {
            return connection.sync().configGet("appendfsync").containsValue("always");
        }
    }

    record Cluster(StatefulRedisClusterConnection<String, String> connection) implements RedisLink {
        @Override
        public RedisClusterAsyncCommands<String, String> commands() {
            return connection.async();
        }

        @Override
        public RedisClusterAsyncCommands<String, String> masterOf(String key) {
            int slot = SlotHash.getSlot(key);
            var master = connection.getPartitions().getPartitionBySlot(slot);
            if (master == null) {
                throw new RedisException("nobody in the Cluster has slot " + slot);
            }
            return connection.getConnection(master.getNodeId()).async();
        }

        @Override
        public boolean writesAtOnce() {
            return false;
        }

        @Override
        public List<String> infos() {
            var infos = new ArrayList<String>();
            var fault = new RedisException("no master in the Cluster");
            for (var node : connection.getPartitions()) {
                try {
                    if (node.getRole().isUpstream() && !node.getSlots().isEmpty()) {
                        infos.add(connection.getConnection(node.getNodeId()).sync().info());
                    }
                } catch (RedisException e) {
                    fault = e;
                }
            }
            if (infos.isEmpty()) {
                throw fault;
            }
            return infos;
        }
    }
}
