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

    private static final MethodHandle INIT_CRYPTO =
            function("OPENSSL_init_crypto", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle VERSION = function("OpenSSL_version", JAVA_LONG, JAVA_INT);
    private static final MethodHandle FETCH =
            function("EVP_CIPHER_fetch", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle NEW = function("EVP_CIPHER_CTX_new", JAVA_LONG);
    private static final MethodHandle FREE =
            LINKER.downcallHandle(
                    LIBRARY.findOrThrow("EVP_CIPHER_CTX_free"),
                    FunctionDescriptor.ofVoid(JAVA_LONG));
    private static final MethodHandle INIT =
            shortFunction(
                    "EVP_CipherInit_ex2",
                    JAVA_LONG,
                    JAVA_LONG,
                    JAVA_LONG,
                    JAVA_LONG,
                    JAVA_INT,
                    JAVA_LONG);
    private static final MethodHandle UPDATE =
            shortFunction("EVP_CipherUpdate", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle FINAL =
            shortFunction("EVP_CipherFinal_ex", JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SET_PARAMS =
            shortFunction("EVP_CIPHER_CTX_set_params", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle GET_PARAMS =
            shortFunction("EVP_CIPHER_CTX_get_params", JAVA_LONG, JAVA_LONG);

    /// AES-128-GCM, looked up once: a look-up costs more than a packet.
    private static final long AES_128_GCM = start();

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
            long context = (long) NEW.invokeExact();
            if (context == NULL) {
                throw new OutOfMemoryError("no memory for an OpenSSL cipher");
            }
            int done = (int) INIT.invokeExact(context, AES_128_GCM, key, NULL, 1, NULL);
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

    /// Begins a packet: new nonce, same key schedule and hash table.
    static int begin(long context, long iv, int isEncrypting) {
        try {
            return (int) INIT.invokeExact(context, NULL, NULL, iv, isEncrypting, NULL);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// @param out `NULL` for what is only authenticated
    static int update(long context, long out, long outLength, long in, int length) {
        try {
            return (int) UPDATE.invokeExact(context, out, outLength, in, length);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// 1 if all is well; when decrypting, 0 if the tag is wrong.
    static int finish(long context, long out, long outLength) {
        try {
            return (int) FINAL.invokeExact(context, out, outLength);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int setParams(long context, long params) {
        try {
            return (int) SET_PARAMS.invokeExact(context, params);
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

    private static long start() {
        try (Arena arena = Arena.ofConfined()) {
            int done = (int) INIT_CRYPTO.invokeExact(INIT_NO_ATEXIT | INIT_NO_LOAD_CONFIG, NULL);
            long name = arena.allocateFrom("AES-128-GCM").address();
            long cipher = done == 1 ? (long) FETCH.invokeExact(NULL, name, NULL) : NULL;
            if (cipher == NULL) {
                throw new IllegalStateException("OpenSSL has no AES-128-GCM");
            }
            return cipher;
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MethodHandle function(
            String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LIBRARY.findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    private static MethodHandle shortFunction(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LIBRARY.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments), SHORT);
    }

    /// A method handle declares `Throwable`; native functions throw nothing.
    private static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("a native function threw", e);
    }
}
