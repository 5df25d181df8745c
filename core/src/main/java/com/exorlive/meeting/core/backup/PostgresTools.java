package com.exorlive.meeting.core.backup;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs `pg_dump` and `pg_restore` of the newest PostgreSQL that is installed, which read older
/// servers too. Where to connect, and the password, go in the environment: a command line is
/// everybody's to read.
///
/// @param environment what libpq reads
record PostgresTools(Map<String, String> environment) {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final int MOST_WORDS = 2_000;

    /// What the JDBC driver and libpq call alike.
    private static final Map<String, String> PARAMETERS =
            Map.of("sslmode", "PGSSLMODE", "sslrootcert", "PGSSLROOTCERT");

    PostgresTools {
        environment = Map.copyOf(environment);
    }

    /// `jdbc:postgresql://host:port/database?sslmode=…`, with several hosts if there are.
    static PostgresTools of(DatabaseLogin address) {
        var url = address.url().substring("jdbc:".length());
        var found = new HashMap<String, String>();
        var uri = URI.create(url.replaceFirst("\\?.*", ""));
        var authority = uri.getRawAuthority();
        if (authority == null || uri.getPath().length() < 2) {
            throw new BackupException(
                    "exorlive.database.url must be like jdbc:postgresql://host:5432/name.");
        }
        var hosts = Arrays.asList(authority.split(",", -1));
        found.put("PGHOST", joined(hosts.stream().map(PostgresTools::host)));
        found.put("PGPORT", joined(hosts.stream().map(PostgresTools::port)));
        found.put("PGDATABASE", uri.getPath().substring(1));
        found.put("PGUSER", address.user());
        found.put("PGPASSWORD", address.password());
        var query = url.indexOf('?');
        if (query >= 0) {
            for (var pair : url.substring(query + 1).split("&", -1)) {
                var parts = pair.split("=", 2);
                if (parts.length == 2 && PARAMETERS.containsKey(parts[0])) {
                    found.put(PARAMETERS.getOrDefault(parts[0], ""), parts[1]);
                }
            }
        }
        return new PostgresTools(found);
    }

    private static String joined(Stream<String> parts) {
        return String.join(",", parts.toList());
    }

    private static String host(String hostAndPort) {
        return hostAndPort.replaceFirst(":\\d+$", "");
    }

    private static String port(String hostAndPort) {
        var colon = hostAndPort.lastIndexOf(':');
        return colon < 0 || hostAndPort.endsWith("]") ? "5432" : hostAndPort.substring(colon + 1);
    }

    @FunctionalInterface
    interface Pipe {
        void with(Process process) throws IOException;
    }

    /// Runs one of them to its end.
    ///
    /// @throws BackupException with what it said if it failed
    void run(Pipe pipe, String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(program(program));
        command.addAll(List.of(arguments));
        var errors = Files.createTempFile("exorlive", ".log");
        try {
            var builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            try {
                pipe.with(process);
                if (process.waitFor() != 0) {
                    throw new BackupException(program + " failed: " + said(errors));
                }
            } catch (IOException e) {
                throw new BackupException(program + " failed: " + said(errors), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BackupException(program + " was interrupted", e);
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    /// It quotes no rows: only names of tables, and of what is wrong with the connection.
    private static String said(Path errors) throws IOException {
        try (InputStream in = Files.newInputStream(errors)) {
            return new String(in.readNBytes(MOST_WORDS), StandardCharsets.UTF_8).strip();
        }
    }

    private static String program(String name) throws IOException {
        var candidates = new ArrayList<Path>();
        if (Files.isDirectory(DEBIAN)) {
            try (var versions = Files.list(DEBIAN)) {
                versions.sorted(Comparator.comparingInt(PostgresTools::release).reversed())
                        .forEach(version -> candidates.add(version.resolve("bin").resolve(name)));
            }
        }
        var path = System.getenv().getOrDefault("PATH", "");
        for (var folder : path.split(java.io.File.pathSeparator, -1)) {
            if (!folder.isEmpty()) {
                candidates.add(Path.of(folder, name));
            }
        }
        return candidates.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new BackupException(
                                        "Missing: %s. Install it (Debian: apt-get install postgresql-client)."
                                                .formatted(name)))
                .toString();
    }

    private static int release(Path version) {
        try {
            return Integer.parseInt(version.getFileName().toString());
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return "PostgresTools[redacted]";
    }
}
