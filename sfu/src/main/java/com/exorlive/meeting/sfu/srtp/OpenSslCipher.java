package com.exorlive.meeting.sfu.srtp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// One cipher of OpenSSL's default provider: where its functions are. Numbers and structures are
/// those of openssl/core.h and openssl/core_dispatch.h, which providers of others are built on too,
/// so they stay as they are for all of OpenSSL 3. Immutable.
///
/// @param context what the provider wants to be given with a new context
/// @param functions OSSL_DISPATCH entries, ended by one without a number
record OpenSslCipher(long context, MemorySegment functions) {
    static final int NEW_CONTEXT = 1;
    static final int ENCRYPT_INIT = 2;
    static final int DECRYPT_INIT = 3;
    static final int UPDATE = 4;
    static final int FINAL = 5;
    static final int FREE_CONTEXT = 7;
    static final int GET_CONTEXT_PARAMS = 10;

    private static final int OPERATION_CIPHER = 2;

    // struct ossl_algorithm_st: names, properties, functions, description.
    private static final long ALGORITHM = 32;
    private static final long ALGORITHM_FUNCTIONS = 16;
    private static final int MAX_ALGORITHMS = 1000;
    private static final long MAX_NAMES = 256;

    // struct ossl_dispatch_st: number, function.
    private static final long DISPATCH = 16;
    private static final long DISPATCH_FUNCTION = 8;
    private static final int MAX_FUNCTIONS = 100;

    /// Looks a cipher up by one of its names.
    ///
    /// @throws UnsatisfiedLinkError if there is none
    static OpenSslCipher find(String cipher) {
        LibCrypto.init();
        try (Arena arena = Arena.ofConfined()) {
            var load = LibCrypto.function("OSSL_PROVIDER_load", JAVA_LONG, JAVA_LONG, JAVA_LONG);
            var contextOf =
                    LibCrypto.function("OSSL_PROVIDER_get0_provider_ctx", JAVA_LONG, JAVA_LONG);
            var query =
                    LibCrypto.function(
                            "OSSL_PROVIDER_query_operation",
                            JAVA_LONG,
                            JAVA_LONG,
                            JAVA_INT,
                            JAVA_LONG);
            long name = arena.allocateFrom("default").address();
            long provider = (long) load.invokeExact(LibCrypto.NULL, name);
            if (provider == LibCrypto.NULL) {
                throw new UnsatisfiedLinkError("OpenSSL has no default provider");
            }
            long noCache = arena.allocate(JAVA_INT).address();
            long ciphers = (long) query.invokeExact(provider, OPERATION_CIPHER, noCache);
            long context = (long) contextOf.invokeExact(provider);
            return new OpenSslCipher(context, among(ciphers, cipher));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw LibCrypto.unexpected(e);
        }
    }

    @SuppressWarnings("restricted")
    private static MemorySegment among(long ciphers, String cipher) {
        if (ciphers != LibCrypto.NULL) {
            var all = MemorySegment.ofAddress(ciphers).reinterpret(ALGORITHM * MAX_ALGORITHMS);
            for (int i = 0; i < MAX_ALGORITHMS; i++) {
                MemorySegment names = all.get(ADDRESS, i * ALGORITHM);
                if (names.address() == LibCrypto.NULL) {
                    break;
                }
                String known = names.reinterpret(MAX_NAMES).getString(0);
                if (Arrays.asList(known.split(":")).contains(cipher)) {
                    return all.get(ADDRESS, i * ALGORITHM + ALGORITHM_FUNCTIONS)
                            .reinterpret(DISPATCH * MAX_FUNCTIONS);
                }
            }
        }
        throw new UnsatisfiedLinkError("OpenSSL has no " + cipher);
    }

    /// @throws UnsatisfiedLinkError if the cipher does not have it
    MemorySegment function(int number) {
        for (int i = 0; i < MAX_FUNCTIONS; i++) {
            int found = functions.get(JAVA_INT, i * DISPATCH);
            if (found == number) {
                return functions.get(ADDRESS, i * DISPATCH + DISPATCH_FUNCTION);
            }
            if (found == 0) {
                break;
            }
        }
        throw new UnsatisfiedLinkError("OpenSSL's cipher has no function " + number);
    }
}
