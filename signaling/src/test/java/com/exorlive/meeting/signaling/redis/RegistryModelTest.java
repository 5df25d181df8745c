package com.exorlive.meeting.signaling.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.metrics.RegistryMetrics;
import com.exorlive.meeting.signaling.redis.RegistryModel.Asked;
import com.exorlive.meeting.signaling.redis.RegistryModel.Redis;
import com.exorlive.meeting.signaling.redis.RegistryModel.World;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every order of what two nodes can ask about one meeting with three subjects, with requests done
/// late, answers lost and leases over at any moment; and the real scripts beside the model.
class RegistryModelTest {
    /// Owners that follow each other: enough for each node to be fenced and to come back.
    private static final int EPOCHS = 3;

    private static final String[] SUBJECTS = {"ingrid", "ola", "third"};
    private static final String[] SEATS = {"HOST", "INVITEE"};

    @TempDir Path files;

    @Test
    void s80InNoOrderOfEventsDoesAThirdGetInOrAnEndedMeetingComeBack() {
        var seen = new HashSet<World>();
        var ahead = new ArrayDeque<World>();
        ahead.add(World.begin());
        seen.add(World.begin());
        while (!ahead.isEmpty()) {
            for (var next : next(ahead.poll())) {
                if (seen.add(next)) {
                    ahead.add(next);
                }
            }
        }
        System.out.println(seen.size() + " states");
        assertThat(seen).hasSizeGreaterThan(10_000);
        assertThat(seen).anyMatch(world -> world.in().equals(List.of(true, true, false)));
        assertThat(seen).anyMatch(world -> world.lastEpoch() == EPOCHS);
        assertThat(seen).anyMatch(World::isAnswered);
    }

    private static List<World> next(World world) {
        var next = new ArrayList<World>();
        next.add(with(world, RegistryModel.expire(world.redis())));
        for (int node = 0; node < 2; node++) {
            var asked = world.onItsWay().get(node);
            if (asked.isPresent()) {
                next.add(done(world, asked.get(), true));
                next.add(done(world, asked.get(), false));
            } else {
                ask(world, node).forEach(one -> next.add(sent(world, one)));
            }
        }
        return next;
    }

    private static List<Asked> ask(World world, int node) {
        var asked = new ArrayList<Asked>();
        int epoch = world.believed().get(node);
        if (world.redis().epoch() < EPOCHS) {
            asked.add(new Asked.Claim(node));
        }
        asked.add(new Asked.End(node, epoch, true));
        if (epoch > 0) {
            for (int subject = 0; subject < 3; subject++) {
                asked.add(new Asked.Admit(node, epoch, 0, subject));
                asked.add(new Asked.Admit(node, epoch, 1, subject));
            }
            asked.add(new Asked.End(node, epoch, false));
            asked.add(new Asked.Renew(node, epoch));
            asked.add(new Asked.Release(node, epoch));
        }
        return asked;
    }

    private static World with(World world, Redis redis) {
        return new World(
                redis,
                world.believed(),
                world.onItsWay(),
                world.in(),
                world.lastEpoch(),
                world.lastOwner(),
                world.isAnswered());
    }

    private static World sent(World world, Asked asked) {
        return new World(
                world.redis(),
                world.believed(),
                set(world.onItsWay(), asked.node(), Optional.of(asked)),
                world.in(),
                world.lastEpoch(),
                world.lastOwner(),
                world.isAnswered());
    }

    /// The request reaches Redis; the node hears the answer, or never does.
    private static World done(World world, Asked asked, boolean isHeard) {
        var done = RegistryModel.apply(world.redis(), asked);
        var answer = done.answer();
        var in = world.in();
        int lastEpoch = world.lastEpoch();
        int lastOwner = world.lastOwner();
        if (asked instanceof Asked.Admit admit && answer.equals("admitted")) {
            in = set(in, admit.subject(), true);
            assertThat(in.stream().filter(it -> it).count()).as("I1 %s", world).isLessThan(3);
            assertThat(world.isAnswered()).as("I2 %s", world).isFalse();
            assertThat(admit.epoch()).as("I3 %s", world).isGreaterThanOrEqualTo(lastEpoch);
            if (admit.epoch() == lastEpoch) {
                assertThat(admit.node()).as("I4 %s", world).isEqualTo(lastOwner);
            }
            lastEpoch = admit.epoch();
            lastOwner = admit.node();
        }
        var believed = world.believed();
        if (isHeard) {
            believed = set(believed, asked.node(), belief(asked, answer, believed));
        }
        return new World(
                done.redis(),
                believed,
                set(world.onItsWay(), asked.node(), Optional.empty()),
                in,
                lastEpoch,
                lastOwner,
                world.isAnswered() || (isHeard && answer.equals("buried")));
    }

    private static int belief(Asked asked, String answer, List<Integer> believed) {
        int before = believed.get(asked.node());
        return switch (asked) {
            case Asked.Claim _ ->
                    answer.startsWith("owned ") ? Integer.parseInt(answer.substring(6)) : before;
            // A node that was told nothing else goes on believing, as a stopped one does.
            case Asked.Admit _ -> before;
            case Asked.Renew _ -> answer.equals("held") ? before : 0;
            case Asked.End _, Asked.Release _ -> 0;
        };
    }

    private static <T> List<T> set(List<T> list, int index, T value) {
        var copy = new ArrayList<>(list);
        copy.set(index, value);
        return List.copyOf(copy);
    }

    @Test
    void theScriptsDoWhatTheModelDoes() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var metrics = new RegistryMetrics(new PrometheusRegistry());
        try (var redis = new RedisServer(files.resolve("redis"));
                var store =
                        new RedisStore(
                                RedisAddress.parse(redis.uri()),
                                metrics,
                                System::nanoTime,
                                () -> {})) {
            store.connect();
            for (int meeting = 0; meeting < 100; meeting++) {
                var keys = new Keys("%02x%062x".formatted(meeting, meeting));
                run(redis, store, keys, random, seed + " " + meeting);
            }
        }
    }

    private static void run(
            RedisServer server, RedisStore store, Keys keys, Random random, String about) {
        var model = Redis.empty();
        for (int i = 0; i < 20; i++) {
            if (random.nextInt(6) == 0) {
                model = RegistryModel.expire(model);
                if (model.epoch() > 0) {
                    server.say("HSET " + keys.room() + " leaseUntil 0");
                }
                continue;
            }
            var asked = any(random, model.epoch());
            var done = RegistryModel.apply(model, asked);
            assertThat(real(store, keys, asked))
                    .as("%s: %s in %s", about, asked, model)
                    .isEqualTo(done.answer());
            model = done.redis();
        }
    }

    private static Asked any(Random random, int epochNow) {
        int node = random.nextInt(2);
        int epoch = Math.max(1, epochNow - random.nextInt(2));
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> new Asked.Claim(node);
            case 3, 4, 5, 6, 7 ->
                    new Asked.Admit(node, epoch, random.nextInt(2), random.nextInt(3));
            case 8 -> new Asked.Release(node, epoch);
            case 9 -> new Asked.End(node, epoch, random.nextInt(4) == 0);
            default -> new Asked.Renew(node, epoch);
        };
    }

    private static String real(RedisStore store, Keys keys, Asked asked) {
        var name = "node-" + asked.node();
        var own = "process-" + asked.node();
        var room = List.of(keys.room());
        var both = List.of(keys.room(), keys.tombstone());
        var all = List.of(keys.room(), keys.tombstone(), keys.era());
        var later = "4102444800";
        var answer =
                switch (asked) {
                    case Asked.Claim _ ->
                            store.run(
                                    Script.CLAIM,
                                    all,
                                    name,
                                    own,
                                    "600000",
                                    later + "000",
                                    later,
                                    "",
                                    "30000");
                    case Asked.Admit(var _, var epoch, var seat, var subject) ->
                            store.run(
                                    Script.ADMIT,
                                    both,
                                    name,
                                    own,
                                    Integer.toString(epoch),
                                    SEATS[seat],
                                    SEATS[1 - seat],
                                    SUBJECTS[subject],
                                    java.util.UUID.randomUUID().toString());
                    case Asked.End(var _, var epoch, var byPerson) ->
                            store.run(
                                    Script.END,
                                    both,
                                    Integer.toString(epoch),
                                    byPerson ? "1" : "0",
                                    later);
                    case Asked.Renew(var _, var epoch) ->
                            store.run(
                                    Script.RENEW,
                                    all,
                                    name,
                                    own,
                                    Integer.toString(epoch),
                                    "600000",
                                    later,
                                    "0",
                                    "",
                                    "",
                                    "0",
                                    "-1",
                                    "0");
                    case Asked.Release(var _, var epoch) ->
                            store.run(Script.RELEASE, room, name, own, Integer.toString(epoch));
                };
        var word = String.valueOf(answer.getFirst());
        return word.equals("owned") ? word + " " + answer.get(1) : word;
    }
}
