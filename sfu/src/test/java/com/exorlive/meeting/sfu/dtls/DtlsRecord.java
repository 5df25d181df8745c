package com.exorlive.meeting.sfu.dtls;

/// One DTLS 1.2 record (RFC 6347 section 4.1), made by hand.
public final class DtlsRecord {
    private static final int HEADER = 13;

    private DtlsRecord() {}

    /// A record with sequence number 0.
    ///
    /// @param content up to 255 bytes
    public static byte[] of(int type, int epoch, byte[] content) {
        byte[] record = new byte[HEADER + content.length];
        record[0] = (byte) type;
        record[1] = (byte) 0xFE;
        record[2] = (byte) 0xFD;
        record[4] = (byte) epoch;
        record[12] = (byte) content.length;
        System.arraycopy(content, 0, record, HEADER, content.length);
        return record;
    }
}
