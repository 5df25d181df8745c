package com.exorlive.meeting.loadtests.signalload;

import com.exorlive.meeting.loadtests.measure.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The echo server as a child of ours, gone when we are. Confined to one thread.
final class EchoProcess implements AutoCloseable {
    private final Process process;
    private final URI address;

    EchoProcess() throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                EchoServer.class.getName())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = said.readLine();
        if (line == null || !line.startsWith(EchoServer.READY)) {
            process.destroy();
            throw new IOException("the echo server did not start");
        }
        var port = line.substring(EchoServer.READY.length());
        address = URI.create("ws://127.0.0.1:" + port + "/echo");
    }

    URI address() {
        return address;
    }

    ServerProcess server() {
        return new ServerProcess(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
