package com.exorlive.meeting.core.seal;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/// The key above all keys: what it wraps is worth nothing without it, so it is never in the
/// database. Kept in a file that its owner alone can read (a mounted secret, or beside the data);
/// a key management service can take its place behind the same three methods.
///
/// Thread-safe: the keyset is replaced whole.
public final class MasterKey {
    private static final String OWNER_ONLY = "rw-------";
    private static final int DERIVED_ID = 1;

    /// Null if the key can't be replaced, because it follows from another secret.
    private final Source source;

    private volatile KeysetHandle keyset;

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private sealed interface Source {
        record InFile(Path path) implements Source {}

        record Derived() implements Source {}
    }

    private MasterKey(Source source, KeysetHandle keyset) {
        this.source = source;
        this.keyset = keyset;
    }

    /// Reads the key in this file, and makes it if there is none.
    ///
    /// @throws SealException if the file holds something else
    /// @throws UncheckedIOException if it can't be read or made
    public static MasterKey inFile(Path path) {
        if (!Files.exists(path)) {
            write(path, Rings.fresh());
        }
        return new MasterKey(new Source.InFile(path), read(path));
    }

    /// A key that follows from another secret and lives as long as that.
    ///
    /// @param secret 32 bytes
    @AccessesPartialKey
    public static MasterKey of(byte[] secret) {
        try {
            var parameters =
                    AesGcmParameters.builder()
                            .setIvSizeBytes(12)
                            .setKeySizeBytes(32)
                            .setTagSizeBytes(16)
                            .setVariant(AesGcmParameters.Variant.TINK)
                            .build();
            var key =
                    AesGcmKey.builder()
                            .setParameters(parameters)
                            .setKeyBytes(
                                    SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get()))
                            .setIdRequirement(DERIVED_ID)
                            .build();
            var entry = KeysetHandle.importKey(key).withFixedId(DERIVED_ID).makePrimary();
            return new MasterKey(
                    new Source.Derived(), KeysetHandle.newBuilder().addEntry(entry).build());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a master key", e);
        }
    }

    /// What wraps and unwraps key rings now.
    Aead aead() {
        try {
            return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What wraps, read anew: a key that another node has replaced twice meanwhile would wrap what
    /// nobody opens again.
    Aead aeadToWrap() {
        reload();
        return aead();
    }

    /// Reads the key again: another node may have brought in a new one.
    void reload() {
        if (source instanceof Source.InFile(var path)) {
            keyset = read(path);
        }
    }

    /// Brings in a new key, which wraps from now on, and keeps the one before it for reading: other
    /// nodes may still wrap with that. Older ones are forgotten here; the file as it was is kept
    /// beside it, named after the key, for the backups that need it.
    ///
    /// @return whether there is a new one; a key that follows from another secret stays
    synchronized boolean renew() {
        if (!(source instanceof Source.InFile(var path))) {
            return false;
        }
        var before = read(path);
        var kept = path.resolveSibling(path.getFileName() + "." + id(before.getPrimary().getId()));
        if (!Files.exists(kept)) {
            write(kept, before);
        }
        keyset = Rings.renewed(before);
        write(path, keyset);
        return true;
    }

    /// Which keys are here, the one that wraps first. The numbers say nothing about the keys.
    List<String> ids() {
        var ids = new ArrayList<String>();
        ids.add(id(keyset.getPrimary().getId()));
        for (int i = 0; i < keyset.size(); i++) {
            var id = id(keyset.getAt(i).getId());
            if (!ids.contains(id)) {
                ids.add(id);
            }
        }
        return ids;
    }

    /// Which keys are in this file; none if it isn't there.
    ///
    /// @throws SealException if the file holds something else
    public static List<String> idsIn(Path path) {
        return Files.exists(path)
                ? new MasterKey(new Source.InFile(path), read(path)).ids()
                : List.of();
    }

    /// Under which key this ring is, as it is in the database: its first field is what the key
    /// made, which begins with one byte and the key's number.
    public static String idOf(String wrappedRing) {
        var bytes = Base64.getUrlDecoder().decode(wrappedRing);
        int at = 1;
        while (bytes[at] < 0) {
            at++;
        }
        return id(ByteBuffer.wrap(bytes).getInt(at + 2));
    }

    private static String id(int number) {
        return HexFormat.of().toHexDigits(number);
    }

    /// Only one at a time replaces the key, on however many nodes: two that each made one would
    /// lose what the other wrapped.
    ///
    /// @throws SealException if somebody else does it now
    <T> T alone(Supplier<T> work) {
        if (!(source instanceof Source.InFile(var path))) {
            return work.get();
        }
        var lock = path.resolveSibling(path.getFileName() + ".lock");
        try (var channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.tryLock()) {
            if (held == null) {
                throw new SealException("another process is replacing the master key");
            }
            return work.get();
        } catch (OverlappingFileLockException _) {
            throw new SealException("another process is replacing the master key");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeysetHandle read(Path path) {
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(
                    Files.readString(path),
                    RegistryConfiguration.get(),
                    InsecureSecretKeyAccess.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new SealException("the master key's file holds no key", e);
        }
    }

    /// Whole or not at all: half a key would be the loss of everything.
    private static void write(Path path, KeysetHandle keyset) {
        var target = path.toAbsolutePath();
        var unfinished = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.createDirectories(target.getParent());
            Files.deleteIfExists(unfinished);
            makeForOwnerOnly(unfinished);
            Files.writeString(
                    unfinished,
                    TinkJsonProtoKeysetFormat.serializeKeyset(
                            keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
            try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(
                    unfinished,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key could not be written", e);
        }
    }

    private static void makeForOwnerOnly(Path file) throws IOException {
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(OWNER_ONLY)));
        } catch (UnsupportedOperationException _) {
            // Not a POSIX file system: the directory's rights must do.
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("somebody else writes the master key", e);
        }
    }

    @Override
    public String toString() {
        return "MasterKey[redacted]";
    }
}
