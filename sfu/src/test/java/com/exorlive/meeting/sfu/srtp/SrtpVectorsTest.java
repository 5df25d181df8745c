package com.exorlive.meeting.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The examples of the RFCs.
class SrtpVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    private static final SrtpMasterKey RFC3711_MASTER =
            new SrtpMasterKey(
                    hex("E1F97A0D3E018BE0D64FA32C06DE4139"), hex("0EC675AD498AFEEBB6960B3AABE6"));

    private static final byte[] RFC7714_KEY = hex("000102030405060708090a0b0c0d0e0f");
    private static final byte[] RFC7714_SALT = hex("517569642070726f2071756f");

    @Test
    void keysAreDerivedAsInRfc3711AppendixB3() {
        assertThat(derived(SrtpKeyDerivation.RTP_ENCRYPTION, 16))
                .isEqualTo("c61e7a93744f39ee10734afe3ff7a087");
        assertThat(derived(SrtpKeyDerivation.RTP_SALT, 14))
                .isEqualTo("30cbbc08863d8c85d49db34a9ae1");
        assertThat(derived(SrtpKeyDerivation.RTP_AUTHENTICATION, 20))
                .isEqualTo("cebe321f6ff7716b6fd4ab49af256a156d38baa4");
    }

    /// The packet that libsrtp checks itself with, under the master key of RFC 3711 appendix B.3.
    @Test
    void counterModeWithHmacSealsAsOthersDo() {
        byte[] plain = hex("800f1234decafbadcafebabe" + "ab".repeat(16));
        byte[] sealed = new byte[64];

        int length =
                new SrtpSender(SrtpProfile.AES128_CM_HMAC_SHA1_80, RFC3711_MASTER)
                        .protectRtp(plain, plain.length, sealed);

        assertThat(HEX.formatHex(sealed, 0, length))
                .isEqualTo(
                        "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402"
                                + "b78d6acc99ea179b8dbb");
    }

    @ParameterizedTest
    @EnumSource(names = {"GCM_JDK", "GCM_OPENSSL"})
    void gcmSealsRtpAsInRfc7714Section1611(Suite suite) {
        byte[] plain =
                hex(
                        "8040f17b8041f8d35501a0b2"
                                + "47616c6c696120657374206f6d6e697320646976697361"
                                + "20696e207061727465732074726573");
        byte[] sealed = new byte[128];

        int length = gcm(suite).protectRtp(plain, 12, plain.length, 0x5501a0b2, 0xf17b, sealed);

        assertThat(HEX.formatHex(sealed, 0, length))
                .isEqualTo(
                        "8040f17b8041f8d35501a0b2"
                                + "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a"
                                + "51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce");
    }

    @ParameterizedTest
    @EnumSource(names = {"GCM_JDK", "GCM_OPENSSL"})
    void gcmSealsRtcpAsInRfc7714Section171(Suite suite) {
        byte[] plain =
                hex(
                        "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
                                + "deadbeef".repeat(5));
        byte[] sealed = new byte[128];

        int length = gcm(suite).protectRtcp(plain, plain.length, 0x4d617273, 0x5d4, sealed);

        assertThat(HEX.formatHex(sealed, 0, length))
                .isEqualTo(
                        "81c8000d4d617273"
                                + "63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda"
                                + "4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4");
    }

    /// RFC 7714 section 17.3: authentic, but sent in clear. Never between us and a browser.
    @ParameterizedTest
    @EnumSource(names = {"GCM_JDK", "GCM_OPENSSL"})
    void rtcpThatIsNotEncryptedIsRefused(Suite suite) {
        byte[] sealed =
                hex(
                        "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
                                + "deadbeef".repeat(5)
                                + "841dd9683dd78ec92ae58790125f62b3000005d4");

        assertThat(gcm(suite).unprotectRtcp(sealed, sealed.length, 0x4d617273, new byte[128]))
                .isEqualTo(SrtpTransform.FORGED);
    }

    @Test
    void keysDoNotPrintThemselves() {
        byte[] exported = new byte[56];
        Arrays.fill(exported, (byte) 0x41);

        assertThat(SrtpKeyingMaterial.of(SrtpProfile.AEAD_AES_128_GCM, exported).toString())
                .doesNotContain("41", "65");
    }

    private static SrtpTransform gcm(Suite suite) {
        return new AeadAesGcmTransform(
                suite.crypto(), RFC7714_KEY, RFC7714_SALT, RFC7714_KEY, RFC7714_SALT);
    }

    private static String derived(int label, int length) {
        return HEX.formatHex(SrtpKeyDerivation.derive(RFC3711_MASTER, label, length));
    }

    private static byte[] hex(String text) {
        return HEX.parseHex(text);
    }
}
