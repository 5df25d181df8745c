package com.exorlive.meeting.sfu.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Makes bad inputs out of good ones: the same for the same seed. Confined to one thread.
public final class Mutator {
    private static final byte[] TELLING = {0, 1, 2, 4, 12, 16, 20, 63, 64, 127, -128, -64, -1};
    private static final int MAX_LENGTH = 1600;

    private final Random random;
    private final List<byte[]> corpus;

    public Mutator(long seed, List<byte[]> corpus) {
        this.random = new Random(seed);
        this.corpus = List.copyOf(corpus);
    }

    public Random random() {
        return random;
    }

    /// One of the corpus, changed; now and then noise, and now and then unchanged.
    public byte[] next() {
        if (random.nextInt(20) == 0) {
            byte[] noise = new byte[random.nextInt(MAX_LENGTH)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] data = any().clone();
        for (int changes = random.nextInt(6); changes > 0; changes--) {
            data = changed(data);
        }
        return data;
    }

    private byte[] changed(byte[] data) {
        if (data.length == 0) {
            return any().clone();
        }
        int at = random.nextInt(data.length);
        // Heads decide what becomes of a packet.
        int early = random.nextInt(Math.min(24, data.length));
        switch (random.nextInt(9)) {
            case 0 -> data[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> data[at] = (byte) random.nextInt();
            case 2 -> data[early] = TELLING[random.nextInt(TELLING.length)];
            case 3 -> data[at] = TELLING[random.nextInt(TELLING.length)];
            case 4 -> {
                return Arrays.copyOf(data, at);
            }
            case 5 -> {
                int longer = Math.min(MAX_LENGTH, data.length + random.nextInt(64));
                return Arrays.copyOf(data, longer);
            }
            case 6 -> {
                byte[] other = any();
                int from = Math.min(at, other.length);
                byte[] spliced = Arrays.copyOf(data, at + other.length - from);
                System.arraycopy(other, from, spliced, at, other.length - from);
                return spliced;
            }
            case 7 -> {
                int count = Math.min(data.length - at, random.nextInt(16));
                System.arraycopy(data, early, data, at, Math.min(count, data.length - early));
            }
            default ->
                    Arrays.fill(data, at, Math.min(data.length, at + 8), (byte) random.nextInt());
        }
        return data;
    }

    private byte[] any() {
        return corpus.get(random.nextInt(corpus.size()));
    }
}
