package com.exorlive.meeting.sfucontrol;

import com.exorlive.meeting.sfu.peer.IceController;
import com.exorlive.meeting.sfu.peer.PeerAnswer;
import com.exorlive.meeting.sfu.peer.ServerOffer;
import com.exorlive.meeting.sfu.rtp.PacketKind;
import com.exorlive.meeting.sfu.sdp.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// A participant whose DTLS is `openssl s_client`: ICE is done here, and its datagrams are carried
/// to and fro. One thread a socket; the rest on the test's.
final class OpenSslClient implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final Path folder;
    private final DatagramSocket toServer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final DatagramSocket toClient = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private volatile InetSocketAddress server;
    private volatile SocketAddress client;
    private volatile boolean isNominated;
    private IceController ice;

    /// @param folder takes a key and a certificate
    OpenSslClient(Path folder) throws Exception {
        this.folder = folder;
        toServer.setSoTimeout(20);
        run(
                List.of(
                        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
                                .split(" ")),
                List.of("-subj", "/CN=test", "-keyout", "key.pem", "-out", "cert.pem"),
                "");
        Thread.ofPlatform().daemon().start(this::fromServer);
        Thread.ofPlatform().daemon().start(this::fromClient);
    }

    synchronized String answer(String offer) {
        ServerOffer read = ServerOffer.read(offer);
        server = read.address();
        if (ice == null) {
            ice = new IceController(read.credentials(), new Random(1), now(), new IceOut());
        }
        try (var in = new ByteArrayInputStream(Files.readAllBytes(folder.resolve("cert.pem")))) {
            byte[] own =
                    CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded();
            return new PeerAnswer(Fingerprint.ofCertificate(own), "openssl", Map.of()).to(offer);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isNominated() {
        return isNominated;
    }

    /// What `s_client` says, from its start to its end.
    ///
    /// @param input typed into it one line a second
    String shake(List<String> options, String input) throws Exception {
        String port = "127.0.0.1:" + toClient.getLocalPort();
        List<String> command =
                new ArrayList<>(List.of("openssl", "s_client", "-connect", port, "-mtu", "1200"));
        return run(command, options, input);
    }

    private String run(List<String> command, List<String> options, String input)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(options);
        Path out = folder.resolve("out.txt");
        Process process =
                new ProcessBuilder(all)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try (var keys = process.outputWriter()) {
            for (String line : input.lines().toList()) {
                if (process.waitFor(1, TimeUnit.SECONDS)) {
                    break;
                }
                keys.write(line + "\n");
                keys.flush();
            }
            if (!process.waitFor(input.isEmpty() ? PATIENCE_SECONDS : 3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException _) {
            // It went before it was spoken to.
        }
        return Files.readString(out, StandardCharsets.ISO_8859_1);
    }

    private void fromServer() {
        byte[] buffer = new byte[2048];
        while (!toServer.isClosed()) {
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                toServer.receive(packet);
                byte[] data = Arrays.copyOf(buffer, packet.getLength());
                if (PacketKind.of(data, data.length) == PacketKind.STUN) {
                    synchronized (this) {
                        ice.onDatagram(data, data.length, now());
                    }
                } else if (client != null) {
                    toClient.send(new DatagramPacket(data, data.length, client));
                }
            } catch (IOException _) {
                // Time for a check, or closed.
            }
            synchronized (this) {
                if (ice != null) {
                    ice.onTimeout(now());
                }
            }
        }
    }

    private void fromClient() {
        byte[] buffer = new byte[2048];
        while (!toClient.isClosed()) {
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                toClient.receive(packet);
                client = packet.getSocketAddress();
                toServer.send(new DatagramPacket(buffer, packet.getLength(), server));
            } catch (IOException _) {
                // Closed.
            }
        }
    }

    @Override
    public void close() {
        toServer.close();
        toClient.close();
    }

    private static long now() {
        return System.nanoTime();
    }

    private final class IceOut implements IceController.Output {
        @Override
        public void transmit(byte[] data, int length) {
            try {
                toServer.send(new DatagramPacket(data, length, server));
            } catch (IOException _) {
                // Lost, as datagrams are.
            }
        }

        @Override
        public void nominated() {
            isNominated = true;
        }
    }
}
