package com.exorlive.meeting.core.database;

import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A real PostgreSQL of this test run's own: Debian's programs, a folder below the temporary one, a
/// free loopback port, a password. It writes to memory where it can and never waits for a disk.
///
/// Dies with this JVM however that ends: a shell waits for the end of its input, which is ours.
/// Root may not run PostgreSQL; then it runs as Debian's user `postgres`. Confined to the thread of
/// the tests.
public final class PostgresServer implements AutoCloseable {
    private static final String PASSWORD = "of-the-tests-alone";
    private static final String USER = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Ends the server when our end of the pipe closes. INT is PostgreSQL's "fast" shutdown.
    private static final String KEEPER =
            "\"$@\" <&- & server=$!; read -r _; kill -INT $server; wait $server";

    private static Optional<PostgresServer> shared = Optional.empty();

    private final Path programs;
    private final Path folder;
    private final int port;
    private final List<String> databases = new ArrayList<>();
    private final Set<String> templates = new HashSet<>();
    private int made;
    private Process keeper;

    /// The one that all tests of this JVM share.
    static PostgresServer running() {
        if (shared.isEmpty()) {
            var server = start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            shared = Optional.of(server);
        }
        return shared.get();
    }

    /// One for a test that stops and starts it. Close it.
    public static PostgresServer start() {
        try {
            return new PostgresServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PostgresServer() throws IOException {
        programs = programs();
        folder = Files.createTempDirectory(memory(), "postgresql-test");
        port = freePort();
        if (isRoot()) {
            run("chown", USER, folder.toString());
        }
        var password = Files.writeString(folder.resolve("password"), PASSWORD);
        run(
                asUser(
                        programs.resolve("initdb").toString(),
                        "--pgdata=" + folder.resolve("data"),
                        "--username=" + USER,
                        "--pwfile=" + password,
                        // Tests connect thousands of times. SCRAM is made to cost, a third of all
                        // that some classes took of the processor.
                        "--auth=md5",
                        "--encoding=UTF8",
                        "--locale=C.UTF-8",
                        "--no-sync"));
        keeper = launch();
    }

    private Process launch() throws IOException {
        var command = new ArrayList<>(List.of("sh", "-c", KEEPER, "sh"));
        command.addAll(
                List.of(
                        asUser(
                                programs.resolve("postgres").toString(),
                                "-D",
                                folder.resolve("data").toString(),
                                "-p",
                                String.valueOf(port),
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories=" + folder,
                                "-c",
                                "fsync=off",
                                "-c",
                                "full_page_writes=off",
                                "-c",
                                "synchronous_commit=off",
                                "-c",
                                "max_connections=200",
                                "-c",
                                "jit=off",
                                // Each database lives for seconds.
                                "-c",
                                "autovacuum=off")));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        waitUntilReady(process);
        return process;
    }

    private void waitUntilReady(Process process) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "PostgreSQL did not start:\n" + Files.readString(folder.resolve("log")));
            }
            try {
                process.waitFor(50, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(url(USER), USER, PASSWORD)) {
            return connection.isValid(1);
        } catch (SQLException _) {
            return false;
        }
    }

    /// A copy of what `fill` once made of an empty database: much quicker than making it again.
    DatabaseAddress copyOf(String template, Consumer<DatabaseAddress> fill) {
        if (!templates.contains(template)) {
            execute("create database " + template);
            fill.accept(address(template));
            templates.add(template);
        }
        var name = "test_" + ++made;
        // By files and not by the log, which a server that is thrown away has no use for: half the
        // time.
        execute("create database " + name + " template " + template + " strategy file_copy");
        databases.add(name);
        return address(name);
    }

    /// A database without any table.
    public DatabaseAddress emptyDatabase() {
        var name = "empty_" + ++made;
        execute("create database " + name);
        databases.add(name);
        return address(name);
    }

    /// A database whose files are in this folder.
    DatabaseAddress databaseIn(Path folder) throws IOException {
        if (isRoot()) {
            run("chown", USER + ":" + USER, folder.toString());
        }
        var name = "small_" + ++made;
        execute("create tablespace " + name + " location '" + folder + "'");
        execute("create database " + name + " tablespace " + name);
        return address(name);
    }

    void dropWithFolder(DatabaseAddress address) {
        var name = address.url().replaceFirst(".*/(small_\\d+).*", "$1");
        execute("drop database " + name + " with (force)");
        execute("drop tablespace " + name);
    }

    void dropAll() {
        databases.forEach(name -> execute("drop database " + name + " with (force)"));
        databases.clear();
    }

    private DatabaseAddress address(String name) {
        return new DatabaseAddress(url(name), USER, PASSWORD);
    }

    private String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    /// Runs a statement as the administrator of the whole server.
    void execute(String statement) {
        try (var connection = DriverManager.getConnection(url(USER), USER, PASSWORD);
                var it = connection.createStatement()) {
            it.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /// Ends every connection and stops, as an administrator does for an upgrade.
    public void stop() {
        try {
            keeper.getOutputStream().close();
            if (!keeper.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("PostgreSQL did not stop");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Starts again after [#stop], at the same port with the same data.
    public void startAgain() {
        try {
            keeper = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The newest that is installed.
    private static Path programs() throws IOException {
        var all = Path.of("/usr/lib/postgresql");
        try (var versions = Files.isDirectory(all) ? Files.list(all) : Stream.<Path>empty()) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparingInt(PostgresServer::release))
                    .orElseThrow(
                            () ->
                                    new IllegalStateException(
                                            "Missing: PostgreSQL, for the tests of the database."
                                                    + " Install it: apt-get install postgresql"));
        }
    }

    private static int release(Path bin) {
        return Integer.parseInt(String.valueOf(bin.getName(bin.getNameCount() - 2)));
    }

    private static Path memory() {
        var memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String[] asUser(String... command) {
        if (!isRoot()) {
            return command;
        }
        return Stream.concat(
                        Stream.of(
                                "setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"),
                        Stream.of(command))
                .toArray(String[]::new);
    }

    private static void run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ":\n" + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
