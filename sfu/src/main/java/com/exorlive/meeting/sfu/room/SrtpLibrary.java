package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.srtp.SrtpCrypto;
import com.exorlive.meeting.sfu.srtp.SrtpCryptoException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whose AES-GCM decrypts and encrypts packets.
public enum SrtpLibrary {
    /// OpenSSL 3 where the system has it, the JDK elsewhere.
    AUTO,
    JDK,
    OPENSSL;

    private static final Logger LOG = LoggerFactory.getLogger(SrtpLibrary.class);

    /// Makes one for each event loop.
    ///
    /// @throws SrtpCryptoException if OpenSSL is demanded and not to be had
    SrtpCrypto open() throws SrtpCryptoException {
        return switch (this) {
            case JDK -> SrtpCrypto.jdk();
            case OPENSSL -> SrtpCrypto.openSsl();
            case AUTO -> openSslOrJdk();
        };
    }

    private static SrtpCrypto openSslOrJdk() {
        try {
            return SrtpCrypto.openSsl();
        } catch (SrtpCryptoException e) {
            LOG.atInfo().log("{}: SRTP takes the JDK's cipher", e.getMessage());
            LOG.atDebug().setCause(e).log("why OpenSSL can't be used");
            return SrtpCrypto.jdk();
        }
    }
}
