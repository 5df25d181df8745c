package com.exorlive.meeting.standalone;

import com.exorlive.meeting.edge.TrustedProxies;
import com.exorlive.meeting.sfucontrol.EmbeddedSfuSettings;
import com.exorlive.meeting.standalone.Settings.Mode;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads where the product listens, and which ways its media takes.
final class NetworkSettingsReader {
    private static final int MOST_LOOPS = 64;
    private static final Duration SHORTEST_CREDENTIAL = Duration.ofMinutes(1);
    private static final Duration LONGEST_CREDENTIAL = Duration.ofMinutes(10);
    private static final Pattern TURN_URL =
            Pattern.compile(
                    "(turn:([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])"
                            + "|turns:(?![0-9.]+(:|\\?|$))[A-Za-z0-9.-]{1,253})"
                            + "(:[0-9]{1,5})?(\\?transport=(udp|tcp))?");
    /// A page asks for an allocation at each, from each of its networks, and twice while it goes
    /// from one to another; infra/coturn gives it ten.
    private static final int MOST_TURN_URLS = 4;

    private final SettingValues values;

    NetworkSettingsReader(SettingValues values) {
        this.values = values;
    }

    Settings.Http http() {
        var keyStore =
                values.optional("exorlive.http.tls-key-store")
                        .map(
                                path ->
                                        new Settings.KeyStore(
                                                Path.of(path),
                                                values.text(
                                                        "exorlive.http.tls-key-store-password")));
        keyStore.filter(store -> !Files.isReadable(store.path()))
                .ifPresent(
                        _ ->
                                values.fault(
                                        "exorlive.http.tls-key-store",
                                        "no such file, or not readable"));
        return new Settings.Http(
                values.text("exorlive.http.bind"),
                values.port("exorlive.http.port"),
                keyStore,
                proxies());
    }

    private TrustedProxies proxies() {
        var header = values.oneOf("exorlive.http.forwarded-header", TrustedProxies.Header.values());
        var path = "exorlive.http.trusted-proxies";
        try {
            return TrustedProxies.of(header, values.listed(path));
        } catch (IllegalArgumentException _) {
            values.fault(path, "must be addresses or ranges, like 127.0.0.1, 10.1.0.0/16");
            return TrustedProxies.none();
        }
    }

    Settings.Media media() {
        var path = "exorlive.media.announced-addresses";
        var addresses =
                values.listed(path).stream()
                        .map(part -> address(path, part))
                        .flatMap(Optional::stream)
                        .toList();
        boolean embedded = values.flag("exorlive.media.embedded", true);
        if (!embedded
                && values.listed("exorlive.media.remote.servers").isEmpty()
                && values.listed("exorlive.media.janus.urls").isEmpty()
                && values.listed("exorlive.media.kurento.urls").isEmpty()) {
            values.fault(
                    "exorlive.media.embedded",
                    "false needs exorlive.media.remote.servers, exorlive.media.janus.urls or"
                            + " exorlive.media.kurento.urls");
        }
        return new Settings.Media(
                embedded,
                values.text("exorlive.media.bind"),
                values.port("exorlive.media.port"),
                values.number("exorlive.media.loops", 0, MOST_LOOPS),
                addresses,
                values.oneOf(
                        "exorlive.media.srtp-library", EmbeddedSfuSettings.SrtpLibrary.values()),
                values.listed("exorlive.media.draining"),
                new RemoteSettingsReader(values).servers(),
                new JanusSettingsReader(values).janus(),
                new KurentoSettingsReader(values).kurento());
    }

    Settings.Turn turn() {
        var path = "exorlive.turn.urls";
        var urls = values.listed(path);
        if (urls.size() > MOST_TURN_URLS
                || urls.stream().anyMatch(url -> !TURN_URL.matcher(url).matches())) {
            values.fault(path, "at most four like turns:turn.example.org:443?transport=tcp");
        }
        var secret = values.secret("exorlive.turn.secret", Mode.DEMO);
        if (secret.isEmpty() && !urls.isEmpty()) {
            values.fault("exorlive.turn.secret", "demanded with exorlive.turn.urls");
        }
        boolean relayOnly = values.flag("exorlive.turn.relay-only", false);
        if (relayOnly && urls.isEmpty()) {
            values.fault("exorlive.turn.relay-only", "needs exorlive.turn.urls");
        }
        return new Settings.Turn(
                urls,
                secret.orElse(""),
                values.duration(
                        "exorlive.turn.credential-life", SHORTEST_CREDENTIAL, LONGEST_CREDENTIAL),
                relayOnly);
    }

    private Optional<InetAddress> address(String path, String literal) {
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException _) {
            values.fault(path, "'" + literal + "' is not an IP address");
            return Optional.empty();
        }
    }
}
