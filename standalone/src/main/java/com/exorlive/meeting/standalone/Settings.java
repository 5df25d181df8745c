package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.NoticeSettings;
import com.exorlive.meeting.edge.TrustedProxies;
import com.exorlive.meeting.sfucontrol.EmbeddedSfuSettings;
import com.exorlive.meeting.sfucontrol.janus.JanusSettings;
import com.exorlive.meeting.sfucontrol.kurento.KurentoSettings;
import com.exorlive.meeting.sfucontrol.remote.RemoteSfuSettings;
import com.exorlive.meeting.signaling.SignalingSettings;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// All settings, valid as they stand. What each means: `reference.conf`.
///
/// @param publicOrigin empty only in demo mode: made from the address that is served
/// @param tokens which open the door of a meeting
/// @param nodes empty for a process that is alone
record Settings(
        Mode mode,
        Path dataDir,
        Optional<String> publicOrigin,
        Http http,
        Admin admin,
        Media media,
        Turn turn,
        Meeting meeting,
        NoticeSettings notices,
        Customers customers,
        Database database,
        Backup backup,
        Secrets secrets,
        SignalingSettings.Tokens tokens,
        Limits limits,
        LoadTest loadTest,
        Audit audit,
        Optional<SignalingSettings.Nodes> nodes,
        Log log) {

    enum Mode {
        DEMO,
        PRODUCTION
    }

    enum EndWhen {
        EITHER,
        HOST,
        INVITEE
    }

    enum LogFormat {
        TEXT,
        JSON
    }

    /// @param proxies whom to believe about where a request comes from
    record Http(String bind, int port, Optional<KeyStore> keyStore, TrustedProxies proxies) {}

    record KeyStore(Path path, String password) {
        @Override
        public String toString() {
            return "KeyStore[redacted]";
        }
    }

    record Admin(String bind, int port) {}

    /// @param loops 0 means by the number of processors
    /// @param announced empty means every address of this machine
    /// @param draining names of media servers that take no new rooms
    /// @param remote empty if there is none, like janus and kurento
    record Media(
            boolean embedded,
            String bind,
            int port,
            int loops,
            List<InetAddress> announced,
            EmbeddedSfuSettings.SrtpLibrary srtpLibrary,
            List<String> draining,
            List<RemoteSfuSettings> remote,
            List<JanusSettings> janus,
            List<KurentoSettings> kurento) {
        Media {
            draining = List.copyOf(draining);
            remote = List.copyOf(remote);
            announced = List.copyOf(announced);
            janus = List.copyOf(janus);
            kurento = List.copyOf(kurento);
        }
    }

    /// @param urls empty if there is no TURN server
    /// @param secret empty only then
    record Turn(List<String> urls, String secret, Duration credentialLife, boolean relayOnly) {
        Turn {
            urls = List.copyOf(urls);
        }

        @Override
        public String toString() {
            return "Turn[redacted]";
        }
    }

    record Meeting(EndWhen endWhen, Duration maxLength, Duration grace) {}

    /// What is allowed to all organisations.
    record Customers(Duration basisLasts, List<String> pdsOrigins, List<String> insideProviders) {
        Customers {
            pdsOrigins = List.copyOf(pdsOrigins);
            insideProviders = List.copyOf(insideProviders);
        }
    }

    /// @param url empty means a file in the data directory
    record Database(Optional<String> url, String user, String password) {
        @Override
        public String toString() {
            return "Database[redacted]";
        }
    }

    /// @param at the time of night; empty means never
    /// @param folder empty means one in the data directory
    record Backup(
            Optional<LocalTime> at,
            ZoneId zone,
            Optional<Path> folder,
            Duration keep,
            Optional<String> replicaUrl) {}

    /// The first two are empty only in demo mode, the third also where no backups are made.
    ///
    /// @param masterKeyFile empty means one in the data directory
    record Secrets(
            Optional<String> passwordPepper,
            Optional<String> signalingClientSecret,
            Optional<String> backupKey,
            Optional<Path> masterKeyFile) {
        @Override
        public String toString() {
            return "Secrets[redacted]";
        }
    }

    /// How often in a minute, and how many at once. Each is said in `reference.conf`.
    record Limits(
            int signIns,
            int authorizations,
            int tokens,
            int apiCalls,
            int assertions,
            int tickets,
            int sockets,
            int waitingSocketsPerAddress,
            int waitingSockets) {}

    record LoadTest(int pairs, int contacts) {}

    /// @param headsDirectory empty means one in the data directory
    record Audit(
            String node,
            boolean required,
            Optional<Path> headsDirectory,
            Optional<URI> headsWebhook) {}

    record Log(LogFormat format, String level) {}

    boolean isDemo() {
        return mode == Mode.DEMO;
    }
}
