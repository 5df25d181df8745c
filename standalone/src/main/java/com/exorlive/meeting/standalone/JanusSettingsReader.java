package com.exorlive.meeting.standalone;

import com.exorlive.meeting.sfucontrol.janus.JanusSettings;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/// Reads which Janus servers there are, and how they are spoken to.
final class JanusSettingsReader {
    private static final String PATH = "exorlive.media.janus.";
    private static final Pattern URL = Pattern.compile("wss?://[A-Za-z0-9.\\-\\[\\]:]{1,260}/?");
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9]{1,32}");
    private static final int LEAST_KBITS = 100;
    private static final int MOST_KBITS = 20_000;

    private static final String DEMANDED = "demanded with exorlive.media.janus.urls";

    private final SettingValues values;
    private boolean hasFault;

    JanusSettingsReader(SettingValues values) {
        this.values = values;
    }

    List<JanusSettings> janus() {
        var urls = values.listed(PATH + "urls");
        var secret = values.text(PATH + "api-secret");
        var key = values.text(PATH + "admin-key");
        var node = values.text(PATH + "node");
        int kbits = values.number(PATH + "video-kbits", LEAST_KBITS, MOST_KBITS);
        check(
                "urls",
                urls.stream().allMatch(url -> URL.matcher(url).matches()),
                "like ws://10.0.0.5:8188, with commas between");
        check("api-secret", urls.isEmpty() || !secret.isEmpty(), DEMANDED);
        check("admin-key", urls.isEmpty() || !key.isEmpty(), DEMANDED);
        check("node", NODE.matcher(node).matches(), "1 to 32 letters and digits");
        if (hasFault) {
            return List.of();
        }
        return urls.stream()
                .map(url -> new JanusSettings(URI.create(url), secret, key, node, kbits * 1000))
                .toList();
    }

    private void check(String name, boolean isRight, String otherwise) {
        if (!isRight) {
            values.fault(PATH + name, otherwise);
            hasFault = true;
        }
    }
}
