package com.exorlive.meeting.core.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A video in memory. Counts what is read of it.
final class InMemory implements VideoBytes {
    private final byte[] bytes;
    long read;

    InMemory(byte[] bytes) {
        this.bytes = bytes;
    }

    /// One of the files beside this class's tests.
    static byte[] file(String name) {
        try (var in = InMemory.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public byte[] read(long at, int length) {
        if (at < 0 || length < 0 || at + length > bytes.length) {
            throw new IllegalStateException("read outside of the file");
        }
        read += length;
        return Arrays.copyOfRange(bytes, (int) at, (int) at + length);
    }

    /// After the edits, applied in parts as an upload does.
    static byte[] cleaned(byte[] video, Edits edits) {
        var clean = video.clone();
        for (int at = 0; at < clean.length; at += 1_000) {
            var part = Arrays.copyOfRange(clean, at, Math.min(clean.length, at + 1_000));
            edits.apply(at, part);
            System.arraycopy(part, 0, clean, at, part.length);
        }
        return clean;
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
