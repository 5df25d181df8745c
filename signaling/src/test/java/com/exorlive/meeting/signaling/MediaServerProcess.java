package com.exorlive.meeting.signaling;

import com.exorlive.meeting.sfucontrol.remote.MediaSecret;
import com.exorlive.meeting.sfucontrol.remote.RemoteSfuSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A media server as a child process, so that killing it is real.
final class MediaServerProcess implements AutoCloseable {
    private static final String SECRET = "a secret of the test, long enough";

    private final Process process;

    MediaServerProcess() throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx128m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                MediaServerMain.class.getName(),
                                SECRET)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
    }

    private int readPort() throws IOException {
        var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("port ")) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
                return Integer.parseInt(line.substring(5));
            }
        }
        throw new IOException("the media server did not start");
    }

    /// Once; waits until it listens.
    RemoteSfuSettings settings() throws IOException {
        return new RemoteSfuSettings("127.0.0.1", readPort(), new MediaSecret(SECRET));
    }

    /// As `kill -9`.
    void kill() {
        process.destroyForcibly();
    }

    /// @param name such as `STOP`
    void signal(String name) throws Exception {
        var done = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (done.waitFor() != 0) {
            throw new IOException("no signal");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
