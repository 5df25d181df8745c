package com.exorlive.meeting.core.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a backup says of itself in the clear: `head -7 FILE` shows it. Authenticated with the rest,
/// so nobody changes it unseen.
///
/// @param kind `h2` or `postgresql`: what it can be restored to
/// @param schema the newest migration it holds
/// @param keyId which key opens it
/// @param masterKeys which master keys open what is sealed in it; empty in backups of old
public record BackupHead(
        String kind, Instant created, String schema, String keyId, List<String> masterKeys) {
    private static final String FIRST_LINE = "exorlive-backup 1";
    private static final int MOST_BYTES = 1024;

    public BackupHead {
        masterKeys = List.copyOf(masterKeys);
    }

    byte[] bytes() {
        var lines = new StringBuilder();
        lines.append(FIRST_LINE).append("\nkind ").append(kind);
        lines.append("\ncreated ").append(created);
        lines.append("\nschema ").append(schema);
        lines.append("\nkey ").append(keyId);
        if (!masterKeys.isEmpty()) {
            lines.append("\nmaster-key ").append(String.join(" ", masterKeys));
        }
        return lines.append("\n\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Reads no further than the empty line that ends it.
    ///
    /// @throws BackupException if this is no backup
    static BackupHead read(InputStream in) throws IOException {
        if (!FIRST_LINE.equals(line(in))) {
            throw new BackupException("This is no backup of this product.");
        }
        var said = new LinkedHashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var space = line.indexOf(' ');
            if (space < 0) {
                throw spoilt();
            }
            said.put(line.substring(0, space), line.substring(space + 1));
        }
        try {
            return new BackupHead(
                    value(said, "kind"),
                    Instant.parse(value(said, "created")),
                    value(said, "schema"),
                    value(said, "key"),
                    said.containsKey("master-key")
                            ? List.of(value(said, "master-key").split(" ", -1))
                            : List.of());
        } catch (DateTimeParseException _) {
            throw spoilt();
        }
    }

    private static String value(Map<String, String> said, String name) {
        var value = said.get(name);
        if (value == null) {
            throw spoilt();
        }
        return value;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() == MOST_BYTES) {
                throw spoilt();
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private static BackupException spoilt() {
        return new BackupException("The backup's head is damaged, or this is no backup.");
    }
}
