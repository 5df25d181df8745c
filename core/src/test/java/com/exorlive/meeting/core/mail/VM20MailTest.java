package com.exorlive.meeting.core.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.notice.Delivery;
import com.exorlive.meeting.core.notice.Notice;
import com.exorlive.meeting.core.notice.Receiver;
import com.exorlive.meeting.core.person.Subject;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// VM-20: an e-mail says only that a message waits in ExorLive. Against a real SMTP server.
final class VM20MailTest {
    private static final URI PRODUCT = URI.create("https://meet.example.org");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Pattern LINK = Pattern.compile("[a-z]+://\\S+");

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "en, A message waits for you in ExorLive",
        "nb, En melding venter på deg i ExorLive",
        "sv, Ett meddelande väntar på dig i ExorLive",
        "da, En besked venter på dig i ExorLive",
        "fi, Sinulle on viesti ExorLivessa",
        "xx, A message waits for you in ExorLive",
    })
    void itSaysInTheReceiversLanguageThatAMessageWaits(String language, String subject)
            throws Exception {
        assertThat(deliver(receiver(language, "ola@fjellvik.example")))
                .isInstanceOf(Delivery.Sent.class);

        var message = only();
        assertThat(message.getSubject()).isEqualTo(subject);
        assertThat(text(message)).startsWith(subject + ".");
        assertThat(message.getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("ola@fjellvik.example");
        assertThat(message.getFrom())
                .extracting(Object::toString)
                .containsExactly("ExorLive <no-reply@example.org>");
    }

    @Test
    void itsOnlyLinkIsTheProductsAddress() throws Exception {
        deliver(receiver("nb", "ola@fjellvik.example"));

        assertThat(LINK.matcher(text(only())).results().map(it -> it.group()))
                .containsExactly("https://meet.example.org");
    }

    @Test
    void itNamesNobodyAndNothingOfThisMachine() throws Exception {
        deliver(receiver("nb", "ola@fjellvik.example"));

        var whole = GreenMailUtil.getWholeMessage(only());
        assertThat(whole)
                .doesNotContain("opaque-subject")
                .doesNotContain(InetAddress.getLocalHost().getHostName())
                .doesNotContainIgnoringCase("x-mailer");
        assertThat(only().getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void anotherAttemptHasTheSameMessageId() throws Exception {
        deliver(receiver("nb", "ola@fjellvik.example"));
        deliver(receiver("nb", "ola@fjellvik.example"));

        assertThat(server.getReceivedMessages())
                .extracting(MimeMessage::getMessageID)
                .containsExactly("<n1@meet.example.org>", "<n1@meet.example.org>");
    }

    @Test
    void whoHasNoAddressIsNotReachedAndNothingIsAmiss() {
        assertThat(deliver(new Receiver(new Subject("opaque-subject"), "nb", null, null)))
                .isInstanceOf(Delivery.NotReachable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ola", "ola@fjellvik.example\r\nBcc: all@evil.example", "a@b, c@d", "@", ""})
    void whatIsNoAddressIsNeverTried(String address) {
        assertThat(deliver(receiver("nb", address))).isInstanceOf(Delivery.Never.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsTriedLater() {
        var port = server.getSmtp().getPort();
        server.stop();
        assertThat(deliver(port, MailServer.Security.NONE)).isInstanceOf(Delivery.Later.class);
    }

    @Test
    void nothingIsSaidToAServerWithoutTheTlsThatIsDemanded() {
        var port = server.getSmtp().getPort();
        assertThat(deliver(port, MailServer.Security.STARTTLS)).isInstanceOf(Delivery.Later.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerWhoseCertificateNobodyVouchesForGetsNothing() {
        var tls = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtps"));
        tls.start();
        try {
            var port = tls.getSmtps().getPort();
            assertThat(deliver(port, MailServer.Security.TLS)).isInstanceOf(Delivery.Later.class);
            assertThat(tls.getReceivedMessages()).isEmpty();
        } finally {
            tls.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"550 no such mailbox, Never", "450 come back later, Later"})
    void aRefusalForEverIsNotTriedAgain(String answer, String delivery) throws Exception {
        try (var refusing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> converse(refusing, answer));
            var said = deliver(refusing.getLocalPort(), MailServer.Security.NONE);
            assertThat(said.getClass().getSimpleName()).isEqualTo(delivery);
        }
    }

    /// An SMTP server that refuses every recipient.
    private static void converse(ServerSocket server, String answer) {
        try (var socket = server.accept()) {
            var in =
                    new java.io.BufferedReader(
                            new java.io.InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            var out = socket.getOutputStream();
            out.write("220 here\r\n".getBytes(StandardCharsets.US_ASCII));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var said = line.startsWith("RCPT") ? answer : "250 ok";
                out.write((said + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (java.io.IOException _) {
            // The other side hangs up when it has heard enough.
        }
    }

    private static Receiver receiver(String language, String address) {
        return new Receiver(new Subject("opaque-subject"), language, address, null);
    }

    private Delivery deliver(Receiver receiver) {
        return channel(server.getSmtp().getPort(), MailServer.Security.NONE)
                .deliver("n1", Notice.MESSAGE, receiver, NOW);
    }

    private static Delivery deliver(int port, MailServer.Security security) {
        return channel(port, security)
                .deliver("n1", Notice.MESSAGE, receiver("nb", "ola@fjellvik.example"), NOW);
    }

    private static MailChannel channel(int port, MailServer.Security security) {
        var server = new MailServer("127.0.0.1", port, security, "", "");
        return new MailChannel(server, "ExorLive <no-reply@example.org>", PRODUCT);
    }

    private MimeMessage only() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    private static String text(MimeMessage message) throws Exception {
        return message.getContent().toString().replace("\r\n", "\n");
    }
}
