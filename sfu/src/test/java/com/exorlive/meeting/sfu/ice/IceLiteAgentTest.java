package com.exorlive.meeting.sfu.ice;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.path.Path;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IceLiteAgentTest {
    private static final Path PHONE = path("192.0.2.7", 4000);
    private static final Path MOVED = path("198.51.100.9", 5000);
    private static final IceCredentials FIRST = credentials("first");
    private static final IceCredentials SECOND = credentials("second");

    private final IceAgentRegistry<Out> registry = new IceAgentRegistry<>();
    private final Out out = new Out();
    private final IceLiteAgent<Out> agent =
            new IceLiteAgent<>(registry, out, new StunWriter(), FIRST);

    @Test
    void theFirstCheckSelectsProvisionallyAndIsAnswered() {
        check(FIRST, PHONE, 0);

        assertThat(out.log).containsExactly("success to " + PHONE, "selected " + PHONE);
        assertThat(registry.atAddress(PHONE)).contains(agent);
    }

    @Test
    void theAnswerTellsTheAddressAndIsNoLongerThanTheCheck() {
        check(FIRST, PHONE, 0);

        assertThat(out.lastMapped).isEqualTo(PHONE.remote());
        assertThat(out.lastLength).isLessThanOrEqualTo(lastCheckLength);
    }

    @Test
    void aCheckIsAnsweredFromTheAddressThatItWroteTo() {
        check(FIRST, at("2001:db8::1"), 0);
        check(FIRST, at("2001:db8::2"), 0);

        assertThat(out.log)
                .containsExactly(
                        "success to " + at("2001:db8::1"),
                        "selected " + at("2001:db8::1"),
                        "success to " + at("2001:db8::2"));
    }

    @Test
    void theSamePhoneCanMoveToAnotherAddressOfOurs() {
        nominate(FIRST, at("2001:db8::1"), 0);
        nominate(FIRST, at("2001:db8::2"), 0);

        assertThat(agent.selectedAddress()).contains(at("2001:db8::2"));
    }

    @Test
    void aPhoneThatProvedItselfToOneAddressOfOursIsAStrangerToTheOthers() {
        nominate(FIRST, at("2001:db8::1"), 0);

        assertThat(registry.atAddress(at("2001:db8::1"))).contains(agent);
        assertThat(registry.atAddress(at("2001:db8::2"))).isEmpty();
    }

    @Test
    void aNominationMovesAtOnce() {
        check(FIRST, PHONE, 0);
        nominate(FIRST, MOVED, millis(1));

        assertThat(agent.selectedAddress()).contains(MOVED);
    }

    @Test
    void aPlainCheckFromElsewhereDoesNotMoveALivingLeg() {
        nominate(FIRST, PHONE, 0);
        agent.onTraffic(PHONE, millis(400));
        check(FIRST, MOVED, millis(899));

        assertThat(agent.selectedAddress()).contains(PHONE);
    }

    @Test
    void aPlainCheckFromElsewhereMovesALegSilentForHalfASecond() {
        nominate(FIRST, PHONE, 0);
        agent.onTraffic(PHONE, millis(400));
        check(FIRST, MOVED, millis(900));

        assertThat(agent.selectedAddress()).contains(MOVED);
    }

    @Test
    void trafficFromAnOldAddressDoesNotCountForTheSelectedOne() {
        nominate(FIRST, PHONE, 0);
        nominate(FIRST, MOVED, 0);
        agent.onTraffic(PHONE, millis(400));
        check(FIRST, PHONE, millis(500));

        assertThat(agent.selectedAddress()).contains(PHONE);
    }

    @Test
    void consentLapsesThirtySecondsAfterTheLastCheck() {
        nominate(FIRST, PHONE, 0);
        check(FIRST, PHONE, seconds(5));

        agent.onTimeout(seconds(35) - 1);
        assertThat(out.log).doesNotContain("consent lost");

        agent.onTimeout(seconds(35));
        assertThat(out.log).endsWith("consent lost");
        assertThat(agent.selectedAddress()).isEmpty();
        assertThat(registry.size()).isZero();
    }

    @Test
    void mediaAloneIsNoConsent() {
        nominate(FIRST, PHONE, 0);
        agent.onTraffic(PHONE, seconds(29));

        agent.onTimeout(seconds(30));

        assertThat(out.log).endsWith("consent lost");
    }

    @Test
    void afterLostConsentOnlyNewCredentialsBringTheLegBack() {
        nominate(FIRST, PHONE, 0);
        agent.onTimeout(seconds(30));

        check(FIRST, PHONE, seconds(31));
        assertThat(agent.selectedAddress()).isEmpty();

        agent.restart(SECOND);
        check(SECOND, PHONE, seconds(32));
        assertThat(agent.selectedAddress()).contains(PHONE);
    }

    @Test
    void aRestartThatTheBrowserHasNotSeenSurvivesLostConsent() {
        nominate(FIRST, PHONE, 0);
        agent.restart(SECOND);
        agent.onTimeout(seconds(30));

        nominate(SECOND, MOVED, seconds(40));

        assertThat(agent.selectedAddress()).contains(MOVED);
    }

    @Test
    void oldCredentialsAreGoodUntilTheNewOnesNominate() {
        nominate(FIRST, PHONE, 0);
        agent.restart(SECOND);

        check(FIRST, PHONE, seconds(1));
        assertThat(out.log).endsWith("success to " + PHONE);

        check(SECOND, PHONE, seconds(2));
        assertThat(registry.withUfrag(FIRST.ufrag())).isPresent();

        nominate(SECOND, PHONE, seconds(3));
        assertThat(registry.withUfrag(FIRST.ufrag())).isEmpty();
        assertThat(registry.withUfrag(SECOND.ufrag())).contains(agent);
    }

    @Test
    void restartsWithoutAnAnswerDoNotPileUp() {
        nominate(FIRST, PHONE, 0);
        for (int i = 0; i < 100; i++) {
            agent.restart(credentials("again" + i));
        }

        assertThat(registry.size()).isEqualTo(IceLiteAgent.MAX_GENERATIONS + 1);
        assertThat(registry.withUfrag(FIRST.ufrag())).isPresent();
        assertThat(agent.credentials()).contains(credentials("again99"));
    }

    @Test
    void addressesDoNotPileUpAndTheSelectedOneStays() {
        nominate(FIRST, PHONE, 0);
        for (int port = 1; port <= 100; port++) {
            check(FIRST, path("203.0.113.1", port), seconds(0));
        }

        assertThat(registry.size()).isEqualTo(IceLiteAgent.MAX_ADDRESSES + 1);
        assertThat(registry.atAddress(PHONE)).contains(agent);
    }

    @Test
    void aForgedCheckIsNeverAnswered() {
        IceCredentials wrong = new IceCredentials(FIRST.ufrag(), "x".repeat(24));
        check(wrong, PHONE, 0);

        assertThat(out.log).containsExactly("dropped FORGED");
        assertThat(registry.atAddress(PHONE)).isEmpty();
    }

    @Test
    void aFloodFromElsewhereDoesNotUseUpTheAllowanceOfThePeer() {
        nominate(FIRST, PHONE, 0);
        IceCredentials wrong = new IceCredentials(FIRST.ufrag(), "x".repeat(24));
        for (int i = 0; i < 1000; i++) {
            check(wrong, MOVED, 0);
        }
        assertThat(out.log).contains("dropped TOO_MANY");

        out.log.clear();
        check(FIRST, PHONE, 0);
        assertThat(out.log).containsExactly("success to " + PHONE);
    }

    @Test
    void aControlledPeerIsToldOfTheRoleConflict() {
        send(new StunWriter().begin(1, TRANSACTION).username("first:x").priority(1).controlled(9));

        assertThat(out.log).containsExactly("error 487 to " + PHONE);
    }

    @Test
    void anUnknownRequiredAttributeIsNamed() {
        send(
                new StunWriter()
                        .begin(1, TRANSACTION)
                        .username("first:x")
                        .attribute(0x7777, new byte[3])
                        .priority(1)
                        .controlling(9));

        assertThat(out.log).containsExactly("error 420 to " + PHONE);
    }

    @Test
    void anIncompleteCheckIsABadRequest() {
        send(new StunWriter().begin(1, TRANSACTION).username("first:x").controlling(9));

        assertThat(out.log).containsExactly("error 400 to " + PHONE);
    }

    @Test
    void aClosedAgentIsFoundByNobody() {
        nominate(FIRST, PHONE, 0);
        agent.restart(SECOND);
        agent.close();

        assertThat(registry.size()).isZero();
        assertThat(agent.selectedAddress()).isEmpty();
    }

    @Test
    void aNewLegTakesOverAnAddressThatABrowserUsesAgain() {
        nominate(FIRST, PHONE, 0);
        var second = new IceLiteAgent<>(registry, new Out(), new StunWriter(), SECOND);
        second.onBindingRequest(message(SECOND, true), SECOND.ufrag(), PHONE, 0);

        agent.close();

        assertThat(registry.atAddress(PHONE)).contains(second);
    }

    private static final byte[] TRANSACTION = new byte[12];
    private int lastCheckLength;

    private void check(IceCredentials credentials, Path from, long nowNanos) {
        agent.onBindingRequest(message(credentials, false), credentials.ufrag(), from, nowNanos);
    }

    private void nominate(IceCredentials credentials, Path from, long nowNanos) {
        agent.onBindingRequest(message(credentials, true), credentials.ufrag(), from, nowNanos);
    }

    private StunMessage message(IceCredentials credentials, boolean isNomination) {
        var writer = new StunWriter();
        writer.begin(StunMessage.BINDING_REQUEST, TRANSACTION)
                .username(credentials.ufrag() + ":peer")
                .controlling(9)
                .priority(1);
        if (isNomination) {
            writer.useCandidate();
        }
        lastCheckLength = writer.finish(key(credentials));
        return StunMessage.parse(writer.array(), lastCheckLength).orElseThrow();
    }

    private void send(StunWriter writer) {
        int length = writer.finish(key(FIRST));
        StunMessage message = StunMessage.parse(writer.array(), length).orElseThrow();
        agent.onBindingRequest(message, FIRST.ufrag(), PHONE, 0);
    }

    private static StunKey key(IceCredentials credentials) {
        return new StunKey(credentials.password().getBytes(US_ASCII));
    }

    private static IceCredentials credentials(String ufrag) {
        return new IceCredentials(ufrag, (ufrag + "x".repeat(24)).substring(0, 24));
    }

    private static long seconds(long count) {
        return count * 1_000_000_000L;
    }

    /// From the same phone to one of our addresses.
    private static Path at(String local) {
        return Path.between(PHONE.remote(), InetAddress.ofLiteral(local));
    }

    private static Path path(String host, int port) {
        return Path.to(new InetSocketAddress(host, port));
    }

    private static long millis(long count) {
        return count * 1_000_000L;
    }

    /// Writes down what was asked of it.
    private static final class Out implements IceOutput {
        private final List<String> log = new ArrayList<>();
        private InetSocketAddress lastMapped;
        private int lastLength;

        @Override
        public void transmit(byte[] data, int length, Path to) {
            StunMessage message = StunMessage.parse(data, length).orElseThrow();
            lastLength = length;
            if (message.type() == StunMessage.BINDING_SUCCESS) {
                lastMapped = message.mappedAddress().orElseThrow();
                log.add("success to " + to);
            } else {
                log.add("error " + message.errorCode() + " to " + to);
            }
        }

        @Override
        public void selected(Path address) {
            log.add("selected " + address);
        }

        @Override
        public void consentLost() {
            log.add("consent lost");
        }

        @Override
        public void dropped(StunDrop reason) {
            log.add("dropped " + reason);
        }
    }
}
