package com.exorlive.meeting.standalone;

import com.exorlive.meeting.sfu.room.Attack;
import com.exorlive.meeting.sfu.room.Malice;
import com.exorlive.meeting.sfucontrol.MaliciousSfuControl;
import com.exorlive.meeting.standalone.tap.CaptureFile;
import com.exorlive.meeting.standalone.tap.MediaCapture;
import com.exorlive.meeting.standalone.tap.MessageTap;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.json.JsonMapper;

/// The product as its users must not have to trust it, for tests with real browsers: the same
/// wiring, but a media server that lies on order, and everything that the server is told or has in
/// its hands written down.
///
/// Start it as the product is started, with the same environment (demo mode, plain HTTP), from the
/// top folder, after `mvn test-compile` and with the packaged product:
///
///      java -cp 'standalone/target/test-classes:sfu/target/test-classes:standalone/target/app/*'
///          com.exorlive.meeting.standalone.MaliciousProduct
///
/// It prints `Pid: `, `Control: ` with a loopback address, and then the product's own `Ready: `.
/// Orders over HTTP, each answered with JSON:
///
/// - `POST /attack/KIND?target=host` (or `invitee`): from the next frame on. Kinds are those of
/// [Attack] in small letters: `none`, `plaintext`, `reflect`, `replay`, `swap`.
/// - `GET /status`: `attack`, `target`, `forged` and `heldBack` packets since the order.
/// - `GET /captured`: where the files are and how much is in them. `media` has all RTP and RTCP
/// without SRTP; `messages` all WebSocket messages; `http` all other bytes. Of each `lines` is
/// JSON, one line each; `bytes` is the bare content, where the `data` of relayed messages follows
/// decoded.
/// - `POST /heap`: dumps the whole heap, garbage too, into the file `heap`.
public final class MaliciousProduct implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path folder;
    private final CaptureFile media;
    private final CaptureFile messages;
    private final CaptureFile http;
    private final Malice malice;
    private final MessageTap tap;
    private final Standalone standalone;
    private final HttpServer control;

    private MaliciousProduct(Settings asked, int port, Map<String, String> environment)
            throws IOException {
        int inner = freePort();
        var overrides = new HashMap<>(environment);
        overrides.put("exorlive.http.port", String.valueOf(inner));
        overrides.put("exorlive.public-origin", "http://localhost:" + port);
        var settings = SettingsReader.read(Optional.empty(), System.getenv(), overrides);
        folder = asked.dataDir().resolve("captured");
        media = new CaptureFile(folder, "media");
        messages = new CaptureFile(folder, "messages");
        http = new CaptureFile(folder, "http");
        malice = new Malice(new MediaCapture(media));
        standalone =
                Standalone.start(
                        settings,
                        false,
                        wiring -> MaliciousSfuControl.start(wiring.media(), malice));
        tap = new MessageTap(port, inner, messages, http);
        control = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        control.createContext("/", this::answer);
        control.start();
    }

    /// @param overrides of settings, as the command line's
    static MaliciousProduct start(Map<String, String> overrides) throws IOException {
        var asked = SettingsReader.read(Optional.empty(), System.getenv(), overrides);
        Logging.configure(asked.log());
        int port = asked.http().port() == 0 ? freePort() : asked.http().port();
        return new MaliciousProduct(asked, port, overrides);
    }

    public static void main(String[] arguments) throws Exception {
        var stopped = new CountDownLatch(1);
        var product = start(Map.of());
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    product.close();
                                    stopped.countDown();
                                },
                                "shutdown"));
        System.out.println("Pid: " + ProcessHandle.current().pid());
        System.out.println("Control: " + product.controlOrigin());
        System.out.print(Banner.of(product.standalone));
        System.out.flush();
        stopped.await();
    }

    String origin() {
        return standalone.origin();
    }

    Malice malice() {
        return malice;
    }

    CaptureFile media() {
        return media;
    }

    CaptureFile messages() {
        return messages;
    }

    String controlOrigin() {
        return "http://127.0.0.1:" + control.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = List.of(exchange.getRequestURI().getPath().split("/", -1));
            var query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
            int status = 200;
            Object body;
            try {
                body = order(exchange.getRequestMethod() + " " + path.get(1), path, query);
            } catch (IllegalArgumentException e) {
                status = 400;
                body = Map.of("error", String.valueOf(e.getMessage()));
            }
            var bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Object order(String what, List<String> path, String query) throws IOException {
        return switch (what) {
            case "POST attack" -> {
                var target = query.startsWith("target=") ? query.substring(7) : "";
                malice.order(attack(path.getLast(), target), target);
                yield status();
            }
            case "GET status" -> status();
            case "GET captured" -> captured();
            case "POST heap" -> Map.of("heap", dumpHeap().toString());
            default -> throw new IllegalArgumentException("no such order: " + what);
        };
    }

    private static Attack attack(String name, String target) {
        var attack =
                Arrays.stream(Attack.values())
                        .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no such attack"));
        if (attack != Attack.NONE && !List.of("host", "invitee").contains(target)) {
            throw new IllegalArgumentException("target must be host or invitee");
        }
        return attack;
    }

    private Map<String, Object> status() {
        return new TreeMap<>(
                Map.of(
                        "attack", malice.attack().name().toLowerCase(Locale.ROOT),
                        "target", malice.target(),
                        "forged", malice.forged(),
                        "heldBack", malice.heldBack()));
    }

    private Map<String, Object> captured() {
        var all = new TreeMap<String, Object>();
        for (var each : Map.of("media", media, "messages", messages, "http", http).entrySet()) {
            var file = each.getValue();
            all.put(
                    each.getKey(),
                    Map.of(
                            "lines", file.lines().toString(),
                            "bytes", file.bytes().toString(),
                            "count", file.count()));
        }
        return all;
    }

    private Path dumpHeap() throws IOException {
        var file = folder.resolve("heap.hprof").toAbsolutePath();
        Files.deleteIfExists(file);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpHeap(file.toString(), false);
        return file;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        control.stop(0);
        try {
            tap.close();
            standalone.close();
            media.close();
            messages.close();
            http.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
