package com.exorlive.meeting.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// Our own counter mode and HMAC against the JDK's, on every length.
class CounterModeTest {
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final byte[] key = bytes(16);

    @Test
    void encryptsAsTheJdkDoes() throws Exception {
        var ours = new AesCounterMode(key, new AesCounterMode.Buffers());
        var theirs = Cipher.getInstance("AES/CTR/NoPadding");
        for (int length = 0; length <= 1500; length++) {
            byte[] counter = bytes(AesCounterMode.BLOCK);
            counter[14] = 0;
            counter[15] = 0;
            byte[] text = bytes(12 + length);
            theirs.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new IvParameterSpec(counter));
            byte[] expected = new byte[text.length];
            theirs.doFinal(text, 12, length, expected, 12);
            byte[] actual = new byte[text.length];

            ours.crypt(counter, text, 12, text.length, actual);

            assertThat(actual).as("seed %d length %d", seed, length).isEqualTo(expected);
        }
    }

    @Test
    void authenticatesAsTheJdkDoes() throws Exception {
        byte[] macKey = bytes(20);
        var ours = new HmacSha1(macKey);
        var theirs = Mac.getInstance("HmacSHA1");
        theirs.init(new SecretKeySpec(macKey, "HmacSHA1"));
        for (int length = 0; length <= 1500; length++) {
            byte[] text = bytes(length);
            byte[] word = bytes(4);
            theirs.update(text);
            theirs.update(word);
            byte[] actual = new byte[HmacSha1.LENGTH];

            ours.compute(text, length, word, 4, actual);

            assertThat(actual).as("seed %d length %d", seed, length).isEqualTo(theirs.doFinal());
        }
    }

    private byte[] bytes(int length) {
        byte[] made = new byte[length];
        random.nextBytes(made);
        return made;
    }
}
