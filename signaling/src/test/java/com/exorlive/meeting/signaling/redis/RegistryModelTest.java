package com.exorlive.meeting.signaling.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.redis.RegistryModel.Asked;
import com.exorlive.meeting.signaling.redis.RegistryModel.Redis;
import com.exorlive.meeting.signaling.redis.RegistryModel.World;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
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
            // Each of the two for their own seat, and the third for one of them.
            asked.add(new Asked.Claim(node, 0, 0));
            asked.add(new Asked.Claim(node, 1, 1));
            asked.add(new Asked.Claim(node, 0, 2));
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
        compare(List.of(Script::text, Script::text), List.of(true, true));
    }

    /// As while the product is upgraded: one node has the scripts of the release before.
    @Test
    void theScriptsOfTheReleaseBeforeDoWhatTheModelDoesBesideThoseOfThisOne() throws Exception {
        compare(List.of(RegistryModelTest::before, Script::text), List.of(false, true));
    }

    private static String before(Script script) {
        var file = "before/" + script.word() + ".lua";
        try (var stream = RegistryModelTest.class.getResourceAsStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compare(List<Function<Script, String>> scripts, List<Boolean> saysWho)
            throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        try (var redis = new RedisServer(files.resolve("redis"));
                var client = RedisClient.create(redis.uri());
                var connection = client.connect()) {
            for (int meeting = 0; meeting < 100; meeting++) {
                var keys = new Keys("%02x%062x".formatted(meeting, meeting));
                var real =
                        new Real(
                                connection.sync(),
                                scripts,
                                saysWho,
                                keys,
                                new ArrayList<>(List.of(0L)));
                run(redis, real, keys, random, seed + " " + meeting);
            }
        }
    }

    /// The real scripts. Their epochs are moments; the model counts.
    ///
    /// @param texts each node's
    /// @param saysWho whether each claims a room for somebody
    /// @param epochs the real one of each that the model has
    private record Real(
            RedisCommands<String, String> redis,
            List<Function<Script, String>> texts,
            List<Boolean> saysWho,
            Keys keys,
            List<Long> epochs) {
        private String epoch(int counted) {
            return Long.toString(counted < epochs.size() ? epochs.get(counted) : counted);
        }

        private String ask(Asked asked, Script script, List<String> on, String... arguments) {
            var name = "node-" + asked.node();
            var own = "process-" + asked.node();
            var all = new ArrayList<>(script == Script.END ? List.of() : List.of(name, own));
            all.addAll(List.of(arguments));
            List<Object> answer =
                    redis.eval(
                            texts.get(asked.node()).apply(script),
                            ScriptOutputType.MULTI,
                            on.toArray(String[]::new),
                            all.toArray(String[]::new));
            var word = String.valueOf(answer.getFirst());
            return word.equals("owned") ? word + " " + counted((Long) answer.get(1)) : word;
        }

        private int counted(long epoch) {
            if (epoch > epochs.getLast()) {
                epochs.add(epoch);
            }
            return epochs.indexOf(epoch);
        }
    }

    private static void run(RedisServer server, Real real, Keys keys, Random random, String about) {
        var model = Redis.empty();
        for (int i = 0; i < 20; i++) {
            if (random.nextInt(6) == 0) {
                model = RegistryModel.expire(model);
                if (model.epoch() > 0) {
                    server.say("HSET " + keys.room() + " leaseUntil 0");
                }
                continue;
            }
            var asked = any(random, model.epoch(), real.saysWho());
            var done = RegistryModel.apply(model, asked);
            assertThat(ask(real, asked))
                    .as("%s: %s in %s", about, asked, model)
                    .isEqualTo(done.answer());
            model = done.redis();
        }
    }

    private static Asked any(Random random, int epochNow, List<Boolean> saysWho) {
        int node = random.nextInt(2);
        int epoch = Math.max(1, epochNow - random.nextInt(2));
        return switch (random.nextInt(12)) {
            case 0, 1, 2 ->
                    new Asked.Claim(
                            node,
                            random.nextInt(2),
                            saysWho.get(node) ? random.nextInt(3) : RegistryModel.NOBODY);
            case 3, 4, 5, 6, 7 ->
                    new Asked.Admit(node, epoch, random.nextInt(2), random.nextInt(3));
            case 8 -> new Asked.Release(node, epoch);
            case 9 -> new Asked.End(node, epoch, random.nextInt(4) == 0);
            default -> new Asked.Renew(node, epoch);
        };
    }

    private static String ask(Real real, Asked asked) {
        var room = List.of(real.keys().room());
        var both = real.keys().door();
        var all = real.keys().all();
        var later = "4102444800";
        return switch (asked) {
            case Asked.Claim(var _, var seat, var subject) ->
                    real.ask(
                            asked,
                            Script.CLAIM,
                            all,
                            "600000",
                            later + "000",
                            later,
                            "",
                            "30000",
                            SEATS[seat],
                            SEATS[1 - seat],
                            subject == RegistryModel.NOBODY ? "" : SUBJECTS[subject]);
            case Asked.Admit(var _, var epoch, var seat, var subject) ->
                    real.ask(
                            asked,
                            Script.ADMIT,
                            both,
                            real.epoch(epoch),
                            SEATS[seat],
                            SEATS[1 - seat],
                            SUBJECTS[subject],
                            UUID.randomUUID().toString(),
                            "6000");
            case Asked.End(var _, var epoch, var byPerson) ->
                    real.ask(
                            asked,
                            Script.END,
                            both,
                            real.epoch(epoch),
                            byPerson ? "1" : "0",
                            later,
                            "6000");
            case Asked.Renew(var _, var epoch) ->
                    real.ask(
                            asked,
                            Script.RENEW,
                            all,
                            real.epoch(epoch),
                            "600000",
                            later,
                            "0",
                            "",
                            "",
                            "0",
                            "-1",
                            "0");
            case Asked.Release(var _, var epoch) ->
                    real.ask(asked, Script.RELEASE, room, real.epoch(epoch));
        };
    }
}
