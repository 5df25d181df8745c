package com.exorlive.meeting.signaling.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Redis must be like, so that an ended meeting stays ended: it writes down what it is told,
/// throws nothing away when memory runs short, and has a replica follow before anything counts if
/// that replica may take its place.
///
/// @param fault what is wrong, in the operator's words
/// @param hasToBeFollowed whether nothing counts before a replica has it too
record RedisSetup(Optional<String> fault, boolean hasToBeFollowed) {

    /// @param infos what each master answers to INFO
    static RedisSetup of(List<String> infos, RedisAddress address) {
        var all = infos.stream().map(RedisSetup::fields).toList();
        return new RedisSetup(
                all.stream().flatMap(it -> fault(it, address).stream()).findFirst(),
                all.stream().anyMatch(RedisSetup::refusesWithoutReplicas));
    }

    private static Optional<String> fault(Map<String, String> fields, RedisAddress address) {
        var policy = fields.getOrDefault("maxmemory_policy", "");
        if (!policy.equals("noeviction")) {
            return Optional.of(
                    "Redis must have `maxmemory-policy noeviction`, or it may throw away that a"
                            + " meeting is over (it has `"
                            + policy
                            + "`)");
        }
        if (!fields.getOrDefault("aof_enabled", "").equals("1")) {
            return Optional.of(
                    "Redis must have `appendonly yes`, or a restart forgets which meetings are"
                            + " over");
        }
        if (fields.getOrDefault("role", "").equals("slave")) {
            return Optional.of("this Redis is a replica: name its master, or its Sentinels");
        }
        var isInCluster = fields.getOrDefault("cluster_enabled", "").equals("1");
        if (isInCluster && address instanceof RedisAddress.One) {
            return Optional.of("this Redis is a Cluster: name at least two of its servers");
        }
        var hasReplicas = !fields.getOrDefault("connected_slaves", "0").equals("0");
        var isWatched = address instanceof RedisAddress.One one && one.isWatched();
        if ((isWatched || (isInCluster && hasReplicas)) && !refusesWithoutReplicas(fields)) {
            return Optional.of(
                    "a Redis whose replica may become the master must have `min-replicas-to-write"
                            + " 1` or more, or a failover may forget who sits where");
        }
        return Optional.empty();
    }

    /// INFO has this line if and only if `min-replicas-to-write` is set.
    private static boolean refusesWithoutReplicas(Map<String, String> fields) {
        return fields.containsKey("min_slaves_good_slaves");
    }

    private static Map<String, String> fields(String info) {
        var fields = new HashMap<String, String>();
        for (var line : info.split("\r?\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        return fields;
    }
}
