package com.exorlive.meeting.standalone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// What may be said on the command line. Everything else is a setting (`reference.conf`).
@Command(
        name = "./run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            BackupCommands.Make.class,
            BackupCommands.Restore.class,
            CreateOrganisation.class,
            MediaNode.Start.class,
            RotateMasterKey.class
        },
        description = "Starts ExorLive Video Meeting: everything in one process.",
        footer =
                "Every setting, with its environment variable: standalone/src/main/resources/reference.conf")
final class Options {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "the port of the web pages (8080; with --tls 8443)")
    private @Nullable Integer port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "the address to listen on (127.0.0.1; with --tls all)")
    private @Nullable String bind;

    @Option(
            names = "--tls",
            description =
                    "serve HTTPS with a certificate made here, and print a QR code for a phone on the same network")
    private boolean tls;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "read settings from this file")
    private @Nullable Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "keep the files here (.data)")
    private @Nullable String data;

    @Option(
            names = "--production",
            scope = ScopeType.INHERIT,
            description = "no demo accounts; demands an https origin and secrets")
    private boolean production;

    boolean tls() {
        return tls;
    }

    Optional<Path> config() {
        return Optional.ofNullable(config);
    }

    /// The settings that options stand for.
    Map<String, String> overrides() {
        var overrides = new HashMap<String, String>();
        if (tls) {
            overrides.put("exorlive.http.port", "8443");
            overrides.put("exorlive.http.bind", "0.0.0.0");
        }
        put(overrides, "exorlive.http.port", port);
        put(overrides, "exorlive.http.bind", bind);
        put(overrides, "exorlive.data-dir", data);
        put(overrides, "exorlive.mode", production ? "production" : null);
        return overrides;
    }

    private static void put(Map<String, String> overrides, String path, @Nullable Object value) {
        if (value != null) {
            overrides.put(path, value.toString());
        }
    }
}
