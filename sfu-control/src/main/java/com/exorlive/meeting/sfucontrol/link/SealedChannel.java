package com.exorlive.meeting.sfucontrol.link;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A TCP connection between two processes of ours that know the same secret: whoever does not
/// know it learns nothing and can say nothing. Both prove it over fresh random numbers of both;
/// each direction has a key of its own that is made of them, and each frame the number of its
/// place (AES-256-GCM), so that nothing can be left out, doubled or kept for another connection.
///
/// One thread may read while another one writes.
public final class SealedChannel implements AutoCloseable {
    /// A page's largest frame and what belongs to it.
    public static final int MAX_FRAME = 128 * 1024;

    private static final int MAGIC = 0x45584c31;
    private static final int RANDOM_BYTES = 32;
    private static final String HMAC = "HmacSHA256";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int TAG_BITS = 128;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final SecretKeySpec reading;
    private final SecretKeySpec writing;
    private final String other;
    private long framesRead;
    private long framesWritten;

    private SealedChannel(
            Socket socket,
            DataInputStream in,
            DataOutputStream out,
            byte[] reading,
            byte[] writing,
            String other) {
        this.socket = socket;
        this.in = in;
        this.out = out;
        this.reading = new SecretKeySpec(reading, "AES");
        this.writing = new SecretKeySpec(writing, "AES");
        this.other = other;
    }

    /// The side that called.
    ///
    /// @param secret a key for this purpose and no other, 32 bytes
    /// @param self who we are
    /// @param within how long each word of the other side may take
    public static SealedChannel call(Socket socket, byte[] secret, String self, Duration within)
            throws IOException {
        return greet(socket, secret, self, within, true);
    }

    /// The side that was called.
    public static SealedChannel answer(Socket socket, byte[] secret, String self, Duration within)
            throws IOException {
        return greet(socket, secret, self, within, false);
    }

    private static SealedChannel greet(
            Socket socket, byte[] root, String self, Duration within, boolean isCaller)
            throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(Math.max(1, within.toMillis())));
        var in = new DataInputStream(socket.getInputStream());
        var out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        var own = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(own);
        out.writeInt(MAGIC);
        out.write(own);
        out.writeUTF(self);
        out.flush();
        if (in.readInt() != MAGIC) {
            throw new IOException("not a node of ours");
        }
        var theirs = in.readNBytes(RANDOM_BYTES);
        var other = in.readUTF();
        var all = isCaller ? about(own, theirs, self, other) : about(theirs, own, other, self);
        out.write(mac(root, isCaller ? "caller" : "called", all));
        out.flush();
        var proof = in.readNBytes(RANDOM_BYTES);
        if (!MessageDigest.isEqual(proof, mac(root, isCaller ? "called" : "caller", all))) {
            throw new IOException("a node that does not know the secret");
        }
        socket.setSoTimeout(0);
        var fromCaller = mac(root, "from caller", all);
        var fromCalled = mac(root, "from called", all);
        return isCaller
                ? new SealedChannel(socket, in, out, fromCalled, fromCaller, other)
                : new SealedChannel(socket, in, out, fromCaller, fromCalled, other);
    }

    private static String about(
            byte[] caller, byte[] called, String callerName, String calledName) {
        var hex = HexFormat.of();
        return String.join(
                "\n", hex.formatHex(caller), hex.formatHex(called), callerName, calledName);
    }

    private static byte[] mac(byte[] key, String purpose, String about) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(
                    (purpose + "\n" + about).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    /// Who the other side proved to be.
    public String other() {
        return other;
    }

    /// Reading fails from now on after so much silence (`SocketTimeoutException`).
    public void giveUpAfter(Duration silence) throws IOException {
        socket.setSoTimeout(Math.toIntExact(Math.max(1, silence.toMillis())));
    }

    public void write(byte[] frame) throws IOException {
        var sealed = crypt(Cipher.ENCRYPT_MODE, writing, framesWritten++, frame);
        out.writeInt(sealed.length);
        out.write(sealed);
    }

    public void flush() throws IOException {
        out.flush();
    }

    public byte[] read() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_FRAME) {
            throw new IOException("a frame of " + length + " bytes");
        }
        var sealed = in.readNBytes(length);
        if (sealed.length < length) {
            throw new IOException("cut off");
        }
        return crypt(Cipher.DECRYPT_MODE, reading, framesRead++, sealed);
    }

    private static byte[] crypt(int mode, SecretKeySpec key, long number, byte[] data)
            throws IOException {
        try {
            var nonce = ByteBuffer.allocate(12).putInt(0).putLong(number).array();
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IOException("a frame that is not genuine", e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }
}
