package com.exorlive.meeting.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OpenSslCipherTest {
    @Test
    void aCipherIsFoundByAnyOfItsNames() {
        assertThat(OpenSslCipher.find("AES-128-GCM").functions().address())
                .isEqualTo(OpenSslCipher.find("id-aes128-GCM").functions().address())
                .isNotEqualTo(OpenSslCipher.find("AES-256-GCM").functions().address());
    }

    @Test
    void whatOpenSslLacksIsALinkageErrorSoThatTheJdkTakesOver() {
        var gcm = OpenSslCipher.find("AES-128-GCM");

        assertThatThrownBy(() -> OpenSslCipher.find("AES-129-GCM"))
                .isInstanceOf(LinkageError.class);
        assertThatThrownBy(() -> gcm.function(99)).isInstanceOf(LinkageError.class);
    }
}
