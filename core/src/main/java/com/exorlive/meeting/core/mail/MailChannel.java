package com.exorlive.meeting.core.mail;

import com.exorlive.meeting.core.notice.Channel;
import com.exorlive.meeting.core.notice.Delivery;
import com.exorlive.meeting.core.notice.Notice;
import com.exorlive.meeting.core.notice.Receiver;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/// Tells by e-mail that a message or an account waits. Thread-safe: each notice has a connection of
/// its own.
public final class MailChannel implements Channel {
    /// SMTP: from here on the server says that it won't ever (RFC 5321 section 4.2.1).
    private static final int PERMANENT = 500;

    private final MailServer server;
    private final InternetAddress from;
    private final URI product;
    private final Session session;

    /// @param from the sender that the receiver sees
    /// @param product where people sign in: the only link
    public MailChannel(MailServer server, String from, URI product) {
        this.server = server;
        this.product = product;
        this.from = address(from);
        this.session = Session.getInstance(server.properties(product.getHost()));
    }

    /// Whether it can be an e-mail address, with or without a name before it.
    public static boolean isAddress(String text) {
        try {
            address(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static InternetAddress address(String text) {
        try {
            var address = new InternetAddress(text, true);
            if (!address.getAddress().contains("@")) {
                throw new IllegalArgumentException("not an e-mail address");
            }
            return address;
        } catch (AddressException _) {
            throw new IllegalArgumentException("not an e-mail address");
        }
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Delivery deliver(String noticeId, Notice notice, Receiver receiver, Instant now) {
        if (receiver.email().isEmpty()) {
            return new Delivery.NotReachable();
        }
        if (!isAddress(receiver.email().get())) {
            return new Delivery.Never("no-address");
        }
        try {
            send(message(noticeId, notice, receiver, address(receiver.email().get()), now));
            return new Delivery.Sent();
        } catch (AuthenticationFailedException _) {
            return new Delivery.Later("sign-in-refused");
        } catch (MessagingException e) {
            return isForEver(e) ? new Delivery.Never("refused") : new Delivery.Later("unreachable");
        }
    }

    private void send(MimeMessage message) throws MessagingException {
        try (var transport = session.getTransport()) {
            if (server.user().isEmpty()) {
                transport.connect();
            } else {
                transport.connect(server.user(), server.password());
            }
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private MimeMessage message(
            String noticeId, Notice notice, Receiver receiver, InternetAddress to, Instant now)
            throws MessagingException {
        var words = MailWords.in(receiver.language(), notice, product);
        // The same id at each attempt, so that a mailbox may notice a second one.
        var message = new Identified(session, "<" + noticeId + "@" + product.getHost() + ">");
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(words.subject(), StandardCharsets.UTF_8.name());
        message.setText(words.text(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(now));
        message.setHeader("Content-Language", receiver.language());
        // RFC 3834: no out-of-office answers.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }

    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    private static boolean isForEver(MessagingException failure) {
        for (Exception it = failure; it != null; it = next(it)) {
            var code =
                    switch (it) {
                        case SMTPAddressFailedException e -> e.getReturnCode();
                        case SMTPSendFailedException e -> e.getReturnCode();
                        default -> 0;
                    };
            if (code >= PERMANENT) {
                return true;
            }
        }
        return false;
    }

    private static @org.jspecify.annotations.Nullable Exception next(Exception failure) {
        return failure instanceof MessagingException e ? e.getNextException() : null;
    }
}
