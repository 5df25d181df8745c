package com.exorlive.meeting.signaling.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Redis must be like, so that an ended meeting stays ended: it writes down what it is told,
/// and throws nothing away when memory runs short.
final class RedisSetup {
    private RedisSetup() {}

    /// What is wrong, in the operator's words.
    ///
    /// @param infos what each master answers to INFO
    static Optional<String> fault(List<String> infos) {
        return infos.stream()
                .map(RedisSetup::fields)
                .flatMap(fields -> fault(fields, infos.size()).stream())
                .findFirst();
    }

    private static Optional<String> fault(Map<String, String> fields, int masters) {
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
        if (masters == 1 && fields.getOrDefault("cluster_enabled", "").equals("1")) {
            return Optional.of("this Redis is a Cluster: name at least two of its servers");
        }
        return Optional.empty();
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
