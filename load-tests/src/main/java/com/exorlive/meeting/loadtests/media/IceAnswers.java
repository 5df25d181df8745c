package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.sfu.ice.StunKey;
import com.exorlive.meeting.sfu.ice.StunMessage;
import com.exorlive.meeting.sfu.ice.StunWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// Answers the checks of a server that checks too: libnice does so even as ICE-lite, and does not
/// take an address that is silent. Confined to its event loop.
final class IceAnswers {
    /// What every answer and offer of ours says.
    private static final String PASSWORD = "peerpeerpeerpeerpeerpeer";

    private final StunKey key = new StunKey(PASSWORD.getBytes(StandardCharsets.US_ASCII));
    private final StunWriter writer = new StunWriter();
    private final Link link;

    IceAnswers(Link link) {
        this.link = link;
    }

    static boolean isRequest(byte[] data, int length) {
        return length > 1 && data[0] == 0 && data[1] == StunMessage.BINDING_REQUEST;
    }

    void onRequest(byte[] data, int length, InetSocketAddress from) {
        StunMessage.parse(data, length)
                .filter(request -> request.integrityMatches(key))
                .ifPresent(request -> answer(request, from));
    }

    private void answer(StunMessage request, InetSocketAddress from) {
        int length =
                writer.begin(StunMessage.BINDING_SUCCESS, request.transactionId())
                        .xorMappedAddress(from)
                        .finish(key);
        link.send(writer.array(), length);
    }
}
