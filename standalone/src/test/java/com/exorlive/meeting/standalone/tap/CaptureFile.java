package com.exorlive.meeting.standalone.tap;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Two files of one capture: `NAME.jsonl`, a line for each thing seen, and `NAME.bin`, the bare
/// bytes one after the other, for a search. Thread-safe: one lock. Written at once, so that a test
/// may look at any time.
public final class CaptureFile implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path linesPath;
    private final Path bytesPath;
    private final OutputStream lines;
    private final OutputStream bytes;
    private long count;
    private boolean isClosed;

    public CaptureFile(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        linesPath = folder.resolve(name + ".jsonl");
        bytesPath = folder.resolve(name + ".bin");
        lines = Files.newOutputStream(linesPath);
        bytes = Files.newOutputStream(bytesPath);
    }

    public Path lines() {
        return linesPath;
    }

    public Path bytes() {
        return bytesPath;
    }

    public synchronized long count() {
        return count;
    }

    synchronized void write(Map<String, Object> line, byte[]... bare) {
        if (isClosed) {
            return;
        }
        try {
            count++;
            lines.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            for (var each : bare) {
                bytes.write(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        lines.close();
        bytes.close();
    }
}
