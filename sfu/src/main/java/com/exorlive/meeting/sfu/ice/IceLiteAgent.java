package com.exorlive.meeting.sfu.ice;

import com.exorlive.meeting.sfu.limit.TokenBucket;
import com.exorlive.meeting.sfu.path.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The controlled, lite side of ICE for one leg (RFC 8445). Sends no checks of its own: it answers
/// the browser's and follows the address that they come from. Owns no socket, no thread, no clock.
/// Confined to its event loop.
///
/// @param <O> where its output goes
public final class IceLiteAgent<O extends IceOutput> {
    /// RFC 7675 section 5.1: consent lapses 30 s after the last valid check.
    public static final long CONSENT_NANOS = 30_000_000_000L;

    /// A check without USE-CANDIDATE moves the leg when the selected address has been silent this
    /// long: Firefox never repeats USE-CANDIDATE after its network changed. Shorter moves on mere
    /// jitter, longer freezes the picture longer.
    public static final long STALE_NANOS = 500_000_000L;

    /// A browser has a handful of network interfaces, and may reach several addresses of ours from
    /// each; the oldest falls out.
    static final int MAX_ADDRESSES = 32;

    /// Restarts that the browser has not answered yet. The oldest of them falls out, never the one
    /// in use.
    static final int MAX_GENERATIONS = 4;

    private static final int UNVALIDATED_CHECKS_PER_SECOND = 50;

    private final IceAgentRegistry<O> registry;
    private final O out;
    private final StunWriter writer;
    private final List<Generation> generations = new ArrayList<>();
    private final Deque<ValidatedAddress> addresses = new ArrayDeque<>();
    private final TokenBucket unvalidatedAllowance =
            new TokenBucket(UNVALIDATED_CHECKS_PER_SECOND, 2 * UNVALIDATED_CHECKS_PER_SECOND);
    private int nextGeneration;
    private int selectedGeneration;
    private @Nullable Path selected;
    private long lastFromSelectedNanos;
    private long lastConsentNanos;

    private record Generation(int number, IceCredentials credentials, StunKey key) {}

    /// An agent with its first generation.
    ///
    /// @param writer may be shared by all agents of an event loop
    public IceLiteAgent(
            IceAgentRegistry<O> registry, O out, StunWriter writer, IceCredentials credentials) {
        this.registry = registry;
        this.out = out;
        this.writer = writer;
        restart(credentials);
    }

    public O output() {
        return out;
    }

    /// Begins a new generation (RFC 8445 section 9). The old one stays good until the browser
    /// nominates with the new one, because the offer takes its time to reach it.
    public void restart(IceCredentials credentials) {
        registry.addUfrag(credentials.ufrag(), this);
        generations.add(
                new Generation(
                        nextGeneration++, credentials, new StunKey(credentials.passwordBytes())));
        if (generations.size() > MAX_GENERATIONS) {
            retire(generations.get(1));
        }
    }

    /// What the next offer must carry. Empty once consent was lost and nothing restarted since.
    public Optional<IceCredentials> credentials() {
        return generations.isEmpty()
                ? Optional.empty()
                : Optional.of(generations.getLast().credentials());
    }

    /// A check came.
    ///
    /// @param ufrag the one by which the registry found this agent
    public void onBindingRequest(StunMessage request, String ufrag, Path from, long nowNanos) {
        ValidatedAddress known = known(from);
        TokenBucket allowance = known == null ? unvalidatedAllowance : known.allowance;
        if (!allowance.take(1, nowNanos)) {
            out.dropped(StunDrop.TOO_MANY);
            return;
        }
        Generation generation = generation(ufrag);
        if (generation == null) {
            out.dropped(StunDrop.UNKNOWN_UFRAG);
            return;
        }
        if (!request.integrityMatches(generation.key())) {
            // RFC 8489 section 9.1.3 wants a 401 here. It would go to whatever address the datagram
            // claims to come from, so nobody gets one.
            out.dropped(StunDrop.FORGED);
            return;
        }
        if (refuse(request, generation, from)) {
            return;
        }
        writer.begin(StunMessage.BINDING_SUCCESS, request.transactionId())
                .xorMappedAddress(from.remote());
        out.transmit(writer.array(), writer.finish(generation.key()), from);
        remember(known, from, nowNanos);
        follow(generation, request.usesCandidate(), from, nowNanos);
    }

    /// Genuine traffic, other than checks, came from this address.
    public void onTraffic(Path from, long nowNanos) {
        if (from.equals(selected)) {
            lastFromSelectedNanos = nowNanos;
        }
    }

    public void onTimeout(long nowNanos) {
        forgetSilentAddresses(nowNanos);
        if (selected == null || nowNanos - lastConsentNanos < CONSENT_NANOS) {
            return;
        }
        selected = null;
        // RFC 7675 section 5.1: "the same ICE credentials MUST NOT be used on the affected 5-tuple
        // again". Generations that the browser has not used yet are still good.
        List.copyOf(generations).stream()
                .filter(generation -> generation.number() <= selectedGeneration)
                .forEach(this::retire);
        List.copyOf(addresses).forEach(this::forget);
        out.consentLost();
    }

    /// Where the leg's packets go, if anywhere.
    public Optional<Path> selectedAddress() {
        return Optional.ofNullable(selected);
    }

    /// Ends the agent: nothing finds it any more.
    public void close() {
        List.copyOf(generations).forEach(this::retire);
        List.copyOf(addresses).forEach(this::forget);
        selected = null;
    }

    /// Errors of an authenticated check (RFC 8445 section 7.3, RFC 8489 section 6.3.1).
    private boolean refuse(StunMessage request, Generation generation, Path from) {
        int unknown = request.unknownRequired();
        if (unknown >= 0) {
            beginError(request, 420).unknownAttribute(unknown);
        } else if (request.isFromControlled()) {
            // We are lite and can't take the controlling role: the browser must.
            beginError(request, 487);
        } else if (!request.isCompleteCheck()) {
            beginError(request, 400);
        } else {
            return false;
        }
        out.transmit(writer.array(), writer.finish(generation.key()), from);
        return true;
    }

    private StunWriter beginError(StunMessage request, int code) {
        return writer.begin(StunMessage.BINDING_ERROR, request.transactionId()).errorCode(code);
    }

    private void remember(@Nullable ValidatedAddress known, Path from, long nowNanos) {
        ValidatedAddress entry = known == null ? new ValidatedAddress(from) : known;
        entry.lastCheckNanos = nowNanos;
        if (known == null) {
            addresses.addLast(entry);
            registry.addAddress(from, this);
            if (addresses.size() > MAX_ADDRESSES) {
                addresses.stream()
                        .filter(address -> !address.address.equals(selected))
                        .findFirst()
                        .ifPresent(this::forget);
            }
        }
    }

    /// Decides whether a genuine check moves the leg. The first one selects provisionally, so that
    /// DTLS can begin before the browser nominates.
    private void follow(Generation generation, boolean isNomination, Path from, long nowNanos) {
        boolean isFirst = selected == null;
        boolean isElsewhere = !from.equals(selected);
        boolean isStale = nowNanos - lastFromSelectedNanos >= STALE_NANOS;
        if (isNomination && generations.getFirst().number() < generation.number()) {
            retireOlderThan(generation);
        }
        if (isFirst || (isElsewhere && (isNomination || isStale))) {
            selected = from;
            selectedGeneration = generation.number();
            lastFromSelectedNanos = nowNanos;
            lastConsentNanos = nowNanos;
            out.selected(from);
        } else if (!isElsewhere) {
            selectedGeneration = Math.max(selectedGeneration, generation.number());
            lastFromSelectedNanos = nowNanos;
            lastConsentNanos = nowNanos;
        }
    }

    private void retireOlderThan(Generation nominated) {
        List.copyOf(generations).stream()
                .filter(generation -> generation.number() < nominated.number())
                .forEach(this::retire);
    }

    private void retire(Generation generation) {
        generations.remove(generation);
        registry.removeUfrag(generation.credentials().ufrag());
    }

    private void forgetSilentAddresses(long nowNanos) {
        addresses.stream()
                .filter(address -> nowNanos - address.lastCheckNanos >= CONSENT_NANOS)
                .filter(address -> !address.address.equals(selected))
                .toList()
                .forEach(this::forget);
    }

    private void forget(ValidatedAddress address) {
        addresses.remove(address);
        registry.removeAddress(address.address, this);
    }

    private @Nullable ValidatedAddress known(Path from) {
        for (ValidatedAddress address : addresses) {
            if (address.address.equals(from)) {
                return address;
            }
        }
        return null;
    }

    private @Nullable Generation generation(String ufrag) {
        for (Generation generation : generations) {
            if (generation.credentials().ufrag().equals(ufrag)) {
                return generation;
            }
        }
        return null;
    }
}
