package com.exorlive.meeting.core;

import com.exorlive.meeting.core.identityprovider.ProviderAddresses;
import com.exorlive.meeting.core.pdsmode.PdsOrigin;
import com.exorlive.meeting.edge.issuer.TrustedIssuer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What core must be told at start.
///
/// @param publicOrigin where browsers reach us, without a path; also the issuer of tokens
/// @param demo makes the demo accounts; without it their presence stops the start
/// @param endWhen whose going ends a meeting
/// @param loadTest people made by the number; outside demo mode they stop the start
/// @param audit how the audit log is kept
/// @param notices how people are told that a message waits
/// @param customers what the operator allows to all organisations
public record CoreSettings(
        URI publicOrigin,
        DatabaseAddress database,
        boolean demo,
        Secrets secrets,
        EndWhen endWhen,
        Limits limits,
        LoadTest loadTest,
        Audit audit,
        NoticeSettings notices,
        Customers customers) {

    private static final int MIN_SECRET = 32;
    private static final String DEMO_PEPPER = "the demo's pepper is no secret";

    /// Without e-mail and webhook.
    public CoreSettings(
            URI publicOrigin,
            DatabaseAddress database,
            boolean demo,
            Secrets secrets,
            EndWhen endWhen,
            Limits limits,
            LoadTest loadTest,
            Audit audit) {
        this(
                publicOrigin,
                database,
                demo,
                secrets,
                endWhen,
                limits,
                loadTest,
                audit,
                NoticeSettings.NONE,
                Customers.DEFAULT);
    }

    /// The same with these ways to tell people that a message waits.
    public CoreSettings with(NoticeSettings ways) {
        return new CoreSettings(
                publicOrigin,
                database,
                demo,
                secrets,
                endWhen,
                limits,
                loadTest,
                audit,
                ways,
                customers);
    }

    /// The same with this allowed to all organisations.
    public CoreSettings with(Customers allowed) {
        return new CoreSettings(
                publicOrigin,
                database,
                demo,
                secrets,
                endWhen,
                limits,
                loadTest,
                audit,
                notices,
                allowed);
    }

    /// Where identity providers of organisations may be.
    ProviderAddresses providerAddresses() {
        return new ProviderAddresses(demo, customers.insideProviders());
    }

    Optional<Path> erasures() {
        return Optional.ofNullable(secrets.erasureFile());
    }

    /// A JDBC URL of H2 or of PostgreSQL 15 and newer: the drivers that are packaged.
    public record DatabaseAddress(String url, String user, String password) {
        @Override
        public String toString() {
            return "DatabaseAddress[redacted]";
        }
    }

    /// What must not be in the database, the repository or a log.
    ///
    /// @param pepper strengthens passwords and seals the signing keys; without it none opens
    /// @param signaling the client secret of signaling
    /// @param masterKeyFile what wraps all the keys that personal data is sealed under; made if it
    ///        isn't there. Null: it follows from the pepper, and can't be replaced
    /// @param erasureFile who was erased, outside of the database, so that restoring an older
    ///      backup brings nobody back; made with the first erasure. Null: nowhere
    public record Secrets(
            String pepper,
            String signaling,
            @Nullable Path masterKeyFile,
            @Nullable Path erasureFile) {
        public Secrets(String pepper, String signaling) {
            this(pepper, signaling, null, null);
        }

        Optional<Path> masterKey() {
            return Optional.ofNullable(masterKeyFile);
        }

        @Override
        public String toString() {
            return "Secrets[redacted]";
        }
    }

    public enum EndWhen {
        EITHER,
        INVITEE,
        HOST;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How often in a minute. Raising them lets one address or person take more of the machine;
    /// lowering them hurts clinics behind one address.
    ///
    /// @param signIns attempts from one address
    /// @param authorizations begun from one address
    /// @param tokens asked for from one address
    /// @param calls of the API by one person
    /// @param assertions of identity for one person, whose page needs one in eight minutes and one
    ///           at each load
    /// @param partnerCalls of the API by one partner system
    public record Limits(
            int signIns,
            int authorizations,
            int tokens,
            int calls,
            int assertions,
            int partnerCalls) {
        public static final Limits DEFAULT = new Limits(60, 240, 300, 600, 20);

        public Limits(int signIns, int authorizations, int tokens, int calls, int assertions) {
            this(signIns, authorizations, tokens, calls, assertions, 300);
        }
    }

    /// People for a load test, who sign in as everybody does: `load-host-1` and `load-client-1`
    /// and so on, with the password of the demo.
    ///
    /// @param pairs how many of each
    /// @param contacts how many contact records each of the hosts has: as many meetings at once
    public record LoadTest(int pairs, int contacts) {
        public static final LoadTest NONE = new LoadTest(0, 1);
    }

    /// How the audit log is kept.
    ///
    /// @param node names this process among those that share the database
    /// @param required whether meetings that have not begun wait while the log takes no lines
    /// @param heads the directory that signed heads go to; on another machine, if they shall help
    /// @param headsWebhook told each signed head
    public record Audit(
            String node, boolean required, Optional<Path> heads, Optional<URI> headsWebhook) {
        public static final Audit DEFAULT =
                new Audit("core", true, Optional.empty(), Optional.empty());
    }

    /// What the operator allows to all organisations.
    ///
    /// @param basisLasts for how long a confirmed basis opens a colleague's contact
    /// @param pdsOrigins where an organisation may keep names by itself: pages may send nowhere
    ///       else
    /// @param insideProviders hosts in the operator's own network where identity providers of
    ///      organisations may be; those on the internet need no leave
    /// @param issuers whose tokens signaling takes beside ours, each for its organisations
    public record Customers(
            Duration basisLasts,
            List<String> pdsOrigins,
            List<String> insideProviders,
            List<TrustedIssuer> issuers) {
        public static final Duration SHORTEST_BASIS = Duration.ofMinutes(15);
        public static final Duration LONGEST_BASIS = Duration.ofHours(24);
        public static final Customers DEFAULT = new Customers(Duration.ofHours(8), List.of());

        public Customers {
            pdsOrigins = List.copyOf(pdsOrigins);
            insideProviders = List.copyOf(insideProviders);
            issuers = List.copyOf(issuers);
        }

        public Customers(Duration basisLasts, List<String> pdsOrigins) {
            this(basisLasts, pdsOrigins, List.of(), List.of());
        }

        List<String> faults() {
            var faults = new ArrayList<String>();
            if (basisLasts.compareTo(SHORTEST_BASIS) < 0
                    || basisLasts.compareTo(LONGEST_BASIS) > 0) {
                faults.add("A basis must last from 15 minutes to 24 hours.");
            }
            pdsOrigins.stream()
                    .filter(it -> !PdsOrigin.isOne(it))
                    .forEach(
                            it ->
                                    faults.add(
                                            "The PDS origin %s must be like https://pds.example.org."
                                                    .formatted(it)));
            return faults;
        }
    }

    /// Settings for trying it out: demo accounts, and a pepper that everybody knows.
    public static CoreSettings demo(URI publicOrigin, String databaseUrl, String signalingSecret) {
        return new CoreSettings(
                publicOrigin,
                new DatabaseAddress(databaseUrl, "sa", ""),
                true,
                new Secrets(DEMO_PEPPER, signalingSecret),
                EndWhen.EITHER,
                Limits.DEFAULT,
                LoadTest.NONE,
                Audit.DEFAULT);
    }

    /// What keeps core from starting with these, one sentence each.
    List<String> faults() {
        var faults = new ArrayList<String>();
        var origin = publicOrigin.toString();
        var scheme = publicOrigin.getScheme();
        if (publicOrigin.getHost() == null
                || !(scheme.equals("http") || scheme.equals("https"))
                || !origin.equals(scheme + "://" + publicOrigin.getRawAuthority())
                || publicOrigin.getRawUserInfo() != null) {
            faults.add("The public origin must be like https://meet.example.org, without a path.");
        }
        faults.addAll(notices.faults(demo));
        faults.addAll(customers.faults());
        if (demo) {
            return faults;
        }
        if (loadTest.pairs() > 0) {
            faults.add("People for a load test are to be had in demo mode alone.");
        }
        if (!"https".equals(scheme)) {
            faults.add("The public origin must be https outside demo mode.");
        }
        if (secrets.pepper().length() < MIN_SECRET || secrets.pepper().equals(DEMO_PEPPER)) {
            faults.add("The pepper must be a secret of at least 32 characters.");
        }
        if (secrets.signaling().length() < MIN_SECRET) {
            faults.add("The signaling client secret must have at least 32 characters.");
        }
        if (audit.headsWebhook().filter(uri -> !"https".equals(uri.getScheme())).isPresent()) {
            faults.add("The webhook for heads of the audit log must be https outside demo mode.");
        }
        return faults;
    }
}
