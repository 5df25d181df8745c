package com.exorlive.meeting.pds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Who is behind each id: a JSON file that its owner alone can read, whole in memory. Thread-safe:
/// one lock.
final class Names {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_FOUND = 20;

    private final Path file;
    private final Map<String, Entry> entries;

    /// What the page shows of somebody.
    record Entry(
            @Nullable String name,
            @Nullable String birthDate,
            @Nullable String phone,
            @Nullable String email) {
        @Override
        public String toString() {
            return "Entry[redacted]";
        }
    }

    private Names(Path file, Map<String, Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    static Names in(Path file) {
        try {
            Map<String, Entry> known =
                    Files.exists(file)
                            ? JSON.readValue(Files.readAllBytes(file), new TypeReference<>() {})
                            : Map.of();
            return new Names(file.toAbsolutePath(), new TreeMap<>(known));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Those who are known, by id.
    synchronized Map<String, Entry> of(Collection<String> ids) {
        var found = new TreeMap<String, Entry>();
        ids.forEach(id -> Optional.ofNullable(entries.get(id)).ifPresent(it -> found.put(id, it)));
        return found;
    }

    /// The ids of those with a word of the name that begins so.
    synchronized List<String> search(String beginning) {
        var wanted = beginning.strip().toLowerCase(Locale.ROOT);
        return entries.entrySet().stream()
                .filter(it -> matches(it.getValue(), wanted))
                .map(Map.Entry::getKey)
                .limit(MAX_FOUND)
                .toList();
    }

    private static boolean matches(Entry entry, String wanted) {
        var name = entry.name() == null ? "" : entry.name().toLowerCase(Locale.ROOT);
        return (" " + name).contains(" " + wanted);
    }

    synchronized void put(String id, Entry entry) {
        entries.put(id, entry);
        write();
    }

    synchronized void remove(String id) {
        entries.remove(id);
        write();
    }

    /// Whole or not at all.
    private void write() {
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(unfinished);
            createForOwnerOnly(unfinished);
            Files.write(unfinished, JSON.writeValueAsBytes(entries));
            Files.move(
                    unfinished,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void createForOwnerOnly(Path path) throws IOException {
        try {
            Files.createFile(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException _) {
            Files.createFile(path);
        }
    }
}
