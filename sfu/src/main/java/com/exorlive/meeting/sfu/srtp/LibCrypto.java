package com.exorlive.meeting.sfu.srtp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The functions of OpenSSL 3's libcrypto that AES-GCM takes. Loading this class fails with a
/// `LinkageError` where there is no such library, or where the JVM may not call native code.
///
/// They are those of its default provider, as provider-cipher(7) has them, found once: to go
/// through EVP takes a quarter of a microsecond more for each packet that is opened and sealed,
/// because EVP asks the provider for the length of the nonce each time, by name.
///
/// Addresses are plain numbers here: with memory segments a call allocates until the compiler has
/// seen through it, and sometimes for good. So nothing is checked below this class, and only
/// [OpenSslGcm] and [OpenSsl] may call it, with addresses that they allocated. Handles are static
/// and final, or the compiler could not call directly. Thread-safe, but not the contexts.
@SuppressWarnings("restricted")
final class LibCrypto {
    static final long NULL = 0;

    private static final String NAME = "libcrypto.so.3";

    /// Nothing of ours runs at exit: OpenSSL would take its tables away under a loop at work. No
    /// configuration file decides what we encrypt with.
    private static final long INIT_NO_ATEXIT = 0x0008_0000L;

    private static final long INIT_NO_LOAD_CONFIG = 0x0000_0080L;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = SymbolLookup.libraryLookup(NAME, Arena.global());

    /// Each of these runs for less than a microsecond and calls nothing of ours, so the thread need
    /// not change its state: that would cost more than the call.
    private static final Linker.Option SHORT = Linker.Option.critical(false);

    private static final MethodHandle VERSION = function("OpenSSL_version", JAVA_LONG, JAVA_INT);

    private static final OpenSslCipher AES_128_GCM = OpenSslCipher.find("AES-128-GCM");
    private static final long PROVIDER = AES_128_GCM.context();
    private static final MethodHandle NEW =
            LINKER.downcallHandle(
                    AES_128_GCM.function(OpenSslCipher.NEW_CONTEXT),
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle FREE =
            LINKER.downcallHandle(
                    AES_128_GCM.function(OpenSslCipher.FREE_CONTEXT),
                    FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle ENCRYPT = init(OpenSslCipher.ENCRYPT_INIT);
    private static final MethodHandle DECRYPT = init(OpenSslCipher.DECRYPT_INIT);
    private static final MethodHandle UPDATE =
            shortFunction(
                    OpenSslCipher.UPDATE,
                    JAVA_LONG,
                    JAVA_LONG,
                    JAVA_LONG,
                    JAVA_LONG,
                    JAVA_LONG,
                    JAVA_LONG);
    private static final MethodHandle FINAL =
            shortFunction(OpenSslCipher.FINAL, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle GET_PARAMS =
            shortFunction(OpenSslCipher.GET_CONTEXT_PARAMS, JAVA_LONG, JAVA_LONG);

    private LibCrypto() {}

    /// Such as "OpenSSL 3.0.19 27 Jan 2026".
    static String version() {
        try {
            return MemorySegment.ofAddress((long) VERSION.invokeExact(0))
                    .reinterpret(128)
                    .getString(0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Makes a context that knows its key.
    static long newAes128Gcm(long key) {
        try {
            long context = (long) NEW.invokeExact(PROVIDER);
            if (context == NULL) {
                throw new OutOfMemoryError("no memory for an OpenSSL cipher");
            }
            long length = GcmKey.LENGTH;
            int done = (int) ENCRYPT.invokeExact(context, key, length, NULL, 0L, NULL);
            if (done != 1) {
                free(context);
                throw new IllegalStateException("OpenSSL refused a key");
            }
            return context;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Overwrites the context with zeros and frees it (OPENSSL_clear_free in its provider).
    static void free(long context) {
        try {
            FREE.invokeExact(context);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Begins a packet to encrypt: new nonce, same key schedule and hash table.
    static int encrypt(long context, long iv) {
        try {
            long length = GcmKey.IV;
            return (int) ENCRYPT.invokeExact(context, NULL, 0L, iv, length, NULL);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Begins a packet to decrypt: new nonce, same key schedule and hash table.
    ///
    /// @param params where the tag is that it must have
    static int decrypt(long context, long iv, long params) {
        try {
            long length = GcmKey.IV;
            return (int) DECRYPT.invokeExact(context, NULL, 0L, iv, length, params);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// @param out `NULL` for what is only authenticated; else there is room for `length`
    static int update(long context, long out, long outLength, long in, int length) {
        try {
            long size = length;
            return (int) UPDATE.invokeExact(context, out, outLength, size, in, size);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// 1 if all is well; when decrypting, 0 if the tag is wrong. Writes nothing in this mode.
    static int finish(long context, long out, long outLength) {
        try {
            return (int) FINAL.invokeExact(context, out, outLength, 0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int params(long context, long params) {
        try {
            return (int) GET_PARAMS.invokeExact(context, params);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// A function of libcrypto itself.
    static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LIBRARY.findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    /// Makes the library ready, once.
    static void init() {
        try {
            var init = function("OPENSSL_init_crypto", JAVA_INT, JAVA_LONG, JAVA_LONG);
            int done = (int) init.invokeExact(INIT_NO_ATEXIT | INIT_NO_LOAD_CONFIG, NULL);
            if (done != 1) {
                throw new IllegalStateException("OpenSSL did not start");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MethodHandle init(int function) {
        return shortFunction(
                function, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    }

    private static MethodHandle shortFunction(int function, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                AES_128_GCM.function(function), FunctionDescriptor.of(JAVA_INT, arguments), SHORT);
    }

    /// A method handle declares `Throwable`; native functions throw nothing.
    static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("a native function threw", e);
    }
}
