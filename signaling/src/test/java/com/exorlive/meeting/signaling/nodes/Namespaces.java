package com.exorlive.meeting.signaling.nodes;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Two machines on one network: each a network namespace with an address of its own, and the test
/// outside with another one. Needs root. What is cut between two of them is dropped without a word.
final class Namespaces implements AutoCloseable {
    private static final List<String> NAMES = List.of("north", "south");

    private static final AtomicInteger MADE = new AtomicInteger();

    /// What is thrown away takes its time to go.
    private final String tag =
            ProcessHandle.current().pid() % 100_000 + "x" + MADE.incrementAndGet() % 100;

    private final String net = "10.213." + ProcessHandle.current().pid() % 250 + ".";
    private final String bridge = "fb" + tag;

    Namespaces() throws Exception {
        try {
            run("ip", "link", "add", bridge, "type", "bridge");
            run("ip", "addr", "add", net + "254/24", "dev", bridge);
            run("ip", "link", "set", bridge, "up");
            for (var name : NAMES) {
                add(name);
            }
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    private void add(String name) throws Exception {
        var outside = "f" + name.charAt(0) + "o" + tag;
        var inside = "f" + name.charAt(0) + "i" + tag;
        run("ip", "netns", "add", space(name));
        run("ip", "link", "add", outside, "type", "veth", "peer", "name", inside);
        run("ip", "link", "set", outside, "master", bridge, "up");
        run("ip", "link", "set", inside, "netns", space(name));
        within(name, "ip", "addr", "add", address(name) + "/24", "dev", inside);
        within(name, "ip", "link", "set", inside, "up");
        within(name, "ip", "link", "set", "lo", "up");
    }

    private String space(String name) {
        return "faults-" + name + "-" + tag;
    }

    /// By which others reach it.
    String address(String name) {
        return net + (NAMES.indexOf(name) + 1);
    }

    InetAddress outside() {
        return InetAddress.ofLiteral(net + "254");
    }

    /// What a command begins with that is to run there.
    List<String> at(String name) {
        return List.of("ip", "netns", "exec", space(name));
    }

    /// From now on the two hear nothing of each other.
    void part(String name, String other) throws Exception {
        within(name, "iptables", "-A", "INPUT", "-s", address(other), "-j", "DROP");
        within(name, "iptables", "-A", "OUTPUT", "-d", address(other), "-j", "DROP");
    }

    /// From now on `name` hears nothing from this port outside.
    void deafen(String name, int port) throws Exception {
        drop(name, "INPUT", "--sport", port);
    }

    /// From now on nothing of what `name` says reaches this port outside.
    void mute(String name, int port) throws Exception {
        drop(name, "OUTPUT", "--dport", port);
    }

    private void drop(String name, String chain, String which, int port) throws Exception {
        var number = Integer.toString(port);
        within(name, "iptables", "-A", chain, "-p", "tcp", which, number, "-j", "DROP");
    }

    void mend(String name) throws Exception {
        within(name, "iptables", "-F");
    }

    private void within(String name, String... command) throws Exception {
        var all = new ArrayList<>(at(name));
        all.addAll(List.of(command));
        run(all.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + said);
        }
    }

    @Override
    public void close() throws IOException {
        for (var name : NAMES) {
            new ProcessBuilder("ip", "netns", "del", space(name)).start().onExit().join();
        }
        new ProcessBuilder("ip", "link", "del", bridge).start().onExit().join();
    }
}
