package com.exorlive.meeting.standalone;

import com.exorlive.meeting.sfucontrol.kurento.KurentoSettings;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/// Reads which Kurento servers there are, and what they are asked for.
final class KurentoSettingsReader {
    private static final String PATH = "exorlive.media.kurento.";
    private static final Pattern URL =
            Pattern.compile("ws://[A-Za-z0-9.\\-\\[\\]:]{1,260}/kurento");
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9]{1,32}");
    private static final int LEAST_KBITS = 100;
    private static final int MOST_KBITS = 20_000;

    private final SettingValues values;

    KurentoSettingsReader(SettingValues values) {
        this.values = values;
    }

    List<KurentoSettings> kurento() {
        var urls = values.listed(PATH + "urls");
        var node = values.text(PATH + "node");
        int kbits = values.number(PATH + "video-kbits", LEAST_KBITS, MOST_KBITS);
        if (!urls.stream().allMatch(url -> URL.matcher(url).matches())) {
            values.fault(PATH + "urls", "like ws://10.0.0.7:8888/kurento, with commas between");
            return List.of();
        }
        if (!NODE.matcher(node).matches()) {
            values.fault(PATH + "node", "1 to 32 letters and digits");
            return List.of();
        }
        return urls.stream().map(url -> new KurentoSettings(URI.create(url), node, kbits)).toList();
    }
}
