package com.exorlive.meeting.sfucontrol.janus;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What the VideoRoom is asked, in its own words: everything that it knows to keep a third person
/// out is used. That is the second line; the first is that only this server speaks to Janus, and
/// the last is that only the two have the keys.
record RoomBodies(String room, String secret, JanusSettings settings) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 24;

    /// @param name of the room at Janus
    static RoomBodies of(String name, JanusSettings settings) {
        return new RoomBodies(name, secret(name, settings), settings);
    }

    /// The room's secret can be made again by a later life of this node, to destroy what is left.
    private static String secret(String name, JanusSettings settings) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            settings.adminKey().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return encode(mac.doFinal(("room " + name).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String token() {
        var bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return encode(bytes);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    Map<String, Object> create() {
        var body = new LinkedHashMap<String, Object>();
        body.put("request", "create");
        body.put("room", room);
        body.put("admin_key", settings.adminKey());
        body.put("permanent", false);
        body.put("is_private", true);
        body.put("secret", secret);
        body.put("publishers", 2);
        body.put("require_pvtid", true);
        body.put("require_e2ee", true);
        // A list that is never empty: who has no token of it is refused.
        body.put("allowed", List.of(token()));
        body.put("notify_joining", true);
        body.put("bitrate", settings.videoBitrate());
        body.put("bitrate_cap", true);
        body.put("fir_freq", 0);
        body.put("audiocodec", "opus");
        body.put("videocodec", "vp8");
        body.put("opus_fec", true);
        body.put("transport_wide_cc_ext", true);
        body.put("audiolevel_ext", false);
        body.put("record", false);
        body.put("lock_record", true);
        return body;
    }

    Map<String, Object> destroy() {
        return Map.of("request", "destroy", "room", room, "secret", secret, "permanent", false);
    }

    /// @param action `add` or `remove`
    Map<String, Object> allow(String action, String token) {
        return Map.of(
                "request", "allowed",
                "room", room,
                "secret", secret,
                "action", action,
                "allowed", List.of(token));
    }

    Map<String, Object> joinAsPublisher(String feed, String token) {
        return Map.of(
                "request", "join", "ptype", "publisher", "room", room, "id", feed, "token", token);
    }

    Map<String, Object> joinAsSubscriber(String feed, long privateId) {
        return Map.of(
                "request",
                "join",
                "ptype",
                "subscriber",
                "room",
                room,
                "private_id",
                privateId,
                "use_msid",
                true,
                "autoupdate",
                false,
                "streams",
                List.of(Map.of("feed", feed)));
    }

    Map<String, Object> participants() {
        return Map.of("request", "listparticipants", "room", room);
    }

    Map<String, Object> kick(String feed) {
        return Map.of("request", "kick", "room", room, "secret", secret, "id", feed);
    }
}
