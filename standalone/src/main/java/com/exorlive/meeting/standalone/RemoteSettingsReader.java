package com.exorlive.meeting.standalone;

import com.exorlive.meeting.sfucontrol.remote.MediaSecret;
import com.exorlive.meeting.sfucontrol.remote.RemoteSfuSettings;
import com.exorlive.meeting.standalone.Settings.Mode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads which media servers of ours there are in other processes, and how they are known.
final class RemoteSettingsReader {
    private static final String SERVERS = "exorlive.media.remote.servers";
    private static final String SECRET = "exorlive.media.remote.secret";
    private static final Pattern SERVER =
            Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):([0-9]{1,5})");

    private final SettingValues values;

    RemoteSettingsReader(SettingValues values) {
        this.values = values;
    }

    List<RemoteSfuSettings> servers() {
        var servers = values.listed(SERVERS).stream().map(SERVER::matcher).toList();
        var secret = secret();
        if (!servers.stream().allMatch(RemoteSettingsReader::isRight)) {
            values.fault(SERVERS, "like 10.0.0.5:8083, with commas between");
            return List.of();
        }
        if (!servers.isEmpty() && secret.isEmpty()) {
            values.fault(SECRET, "demanded with " + SERVERS);
        }
        return secret.stream()
                .flatMap(known -> servers.stream().map(it -> server(it, known)))
                .toList();
    }

    private static boolean isRight(Matcher server) {
        return server.matches() && Integer.parseInt(server.group(2)) <= 65_535;
    }

    private static RemoteSfuSettings server(Matcher server, MediaSecret secret) {
        var host = server.group(1).replace("[", "").replace("]", "");
        return new RemoteSfuSettings(host, Integer.parseInt(server.group(2)), secret);
    }

    /// Empty also if it is a fault.
    Optional<MediaSecret> secret() {
        return values.secret(SECRET, Mode.DEMO)
                .filter(value -> value.length() >= MediaSecret.MIN_LENGTH)
                .map(MediaSecret::new);
    }

    /// What a media server can't do without.
    Optional<MediaSecret> demandedSecret() {
        var secret = secret();
        if (secret.isEmpty()) {
            values.fault(SECRET, "demanded: the same here and at everybody who uses this server");
        }
        return secret;
    }
}
