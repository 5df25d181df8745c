package com.exorlive.meeting.sfu.srtp;

/// The JDK's AES-GCM. Thread-safe: has no state.
enum JdkCrypto implements SrtpCrypto {
    INSTANCE;

    @Override
    public String library() {
        return "JDK " + Runtime.version().feature();
    }

    @Override
    public int livingKeys() {
        return 0;
    }

    @Override
    public GcmKey gcm(byte[] key) {
        return new JdkGcm(key);
    }
}
