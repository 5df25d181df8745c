package com.exorlive.meeting.signaling.redis;

import static com.exorlive.meeting.signaling.redis.RedisServers.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.registry.RoomRegistry;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Admission;
import com.exorlive.meeting.signaling.registry.RoomRegistryContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same registry on a Redis that is set up by `infra/redis`: certificates of both sides, and a
/// user who may do nothing but what the nodes do.
class RedisTlsTest extends RoomRegistryContract {
    private static final Path INFRA = Path.of("../infra/redis");
    private static final String PASSWORD = "a-password-of-the-test";

    @TempDir static Path files;

    private static Process redis;
    private static int port;
    private static TestNodes nodes;
    private static RedisNode north;

    private MeetingId meeting;

    @BeforeAll
    static void startRedis() throws Exception {
        port = RedisServer.freePort();
        certify("ca", "");
        certify("redis", "subjectAltName=IP:127.0.0.1");
        certify("node", "subjectAltName=DNS:node");
        var conf =
                Files.readString(INFRA.resolve("redis.conf"))
                        .replace("/etc/redis/exorlive/cert.pem", path("redis.pem"))
                        .replace("/etc/redis/exorlive/key.pem", path("redis.key"))
                        .replace("/etc/redis/exorlive/ca.pem", path("ca.pem"))
                        .replace("/etc/redis/exorlive/users.acl", path("users.acl"))
                        .replace("/var/lib/redis", files.toString())
                        .replace("tls-port 6379", "tls-port " + port)
                        .replace("supervised auto", "supervised no");
        assertThat(conf.lines().filter(line -> !line.startsWith("#")))
                .noneMatch(line -> line.contains(" /") && !line.contains(files.toString()));
        Files.writeString(files.resolve("redis.conf"), conf);
        var digest = MessageDigest.getInstance("SHA-256");
        var hash = digest.digest(PASSWORD.getBytes(StandardCharsets.US_ASCII));
        var users =
                Files.readString(INFRA.resolve("users.acl"))
                        .replace(
                                "PUT_THE_SHA256_OF_THE_PASSWORD_HERE",
                                HexFormat.of().formatHex(hash));
        // Who looks at what was refused.
        Files.writeString(files.resolve("users.acl"), users + "user looker on nopass +acl|log\n");
        redis =
                new ProcessBuilder("redis-server", path("redis.conf"))
                        .redirectErrorStream(true)
                        .redirectOutput(files.resolve("redis.log").toFile())
                        .start();
        nodes = new TestNodes(files, address().with(shown()));
        north = nodes.ready("north");
    }

    @AfterAll
    static void stopRedis() {
        nodes.close();
        redis.destroyForcibly();
    }

    private static RedisAddress address() {
        return RedisAddress.parse("rediss://exorlive:" + PASSWORD + "@127.0.0.1:" + port);
    }

    private static RedisTls shown() {
        return new RedisTls(
                files.resolve("ca.pem"), files.resolve("node.pem"), files.resolve("node.key"));
    }

    private static String path(String file) {
        return files.resolve(file).toString();
    }

    /// A key and a certificate that `ca` signed, or that is `ca`.
    private static void certify(String name, String extension) throws Exception {
        var command =
                Stream.of(
                        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
                                .split(" "),
                        ("-days 2 -subj /CN=" + name + " -keyout " + path(name + ".key"))
                                .split(" "),
                        ("-out " + path(name + ".pem")).split(" "),
                        extension.isEmpty()
                                ? new String[0]
                                : ("-CA " + path("ca.pem") + " -CAkey " + path("ca.key"))
                                        .split(" "),
                        extension.isEmpty()
                                ? new String[0]
                                : new String[] {
                                    "-addext", extension, "-addext", "basicConstraints=CA:FALSE"
                                });
        run(command.flatMap(Arrays::stream).toList());
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        var log = Files.createTempFile(files, "said", ".txt");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        var isDone = process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        assertThat(isDone).as("%s: %s", command, Files.readString(log)).isTrue();
        return Files.readString(log);
    }

    @BeforeEach
    void start() {
        meeting = TestIds.from(Instant.now().plusSeconds(60));
    }

    @Override
    protected RoomRegistry registry() {
        return north.registry();
    }

    @Override
    protected MeetingId meeting() {
        return meeting;
    }

    @Test
    void s76ANodeDoesNothingThatTheUserMayNotDo() throws Exception {
        long epoch = claim();
        assertThat(admit(epoch, Seat.HOST, INGRID)).isEqualTo(new Admission.Admitted(1));
        try (var passing = new TestNodes(files, address().with(shown()))) {
            passing.ready("passing");
        }

        var log =
                run(
                        List.of(
                                "redis-cli",
                                "-p",
                                Integer.toString(port),
                                "--tls",
                                "--cacert",
                                path("ca.pem"),
                                "--cert",
                                path("node.pem"),
                                "--key",
                                path("node.key"),
                                "--user",
                                "looker",
                                "--pass",
                                "x",
                                "--no-auth-warning",
                                "ACL",
                                "LOG"));
        assertThat(log.lines().map(String::strip).filter(line -> !line.isEmpty())).isEmpty();
    }

    @Test
    void s76WithoutACertificateOfOursThereIsNoWayIn() {
        try (var strangers = new TestNodes(files, address())) {
            var stranger = strangers.begin("stranger");

            await(() -> stranger.whyNot().contains("can't be reached"));
            assertThat(stranger.isReady()).isFalse();
        }
    }
}
