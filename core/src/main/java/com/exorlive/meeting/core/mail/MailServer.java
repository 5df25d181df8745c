package com.exorlive.meeting.core.mail;

import java.util.Properties;

/// An SMTP server, and how to speak to it.
///
/// @param user empty if it wants no sign-in
public record MailServer(String host, int port, Security security, String user, String password) {
    private static final String PATIENCE_MILLIS = "15000";

    public enum Security {
        /// TLS from the first byte (RFC 8314).
        TLS,
        /// TLS is demanded before anything is said.
        STARTTLS,
        /// For a server on this machine.
        NONE
    }

    @Override
    public String toString() {
        return "MailServer[redacted]";
    }

    /// @param ourName what we greet with: never this machine's own name
    Properties properties(String ourName) {
        var all = new Properties();
        all.setProperty("mail.transport.protocol", "smtp");
        all.setProperty("mail.smtp.host", host);
        all.setProperty("mail.smtp.port", Integer.toString(port));
        all.setProperty("mail.smtp.localhost", ourName);
        all.setProperty("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
        all.setProperty("mail.smtp.timeout", PATIENCE_MILLIS);
        all.setProperty("mail.smtp.writetimeout", PATIENCE_MILLIS);
        all.setProperty("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
        all.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        all.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        all.setProperty("mail.smtp.ssl.enable", Boolean.toString(security == Security.TLS));
        all.setProperty(
                "mail.smtp.starttls.enable", Boolean.toString(security == Security.STARTTLS));
        all.setProperty(
                "mail.smtp.starttls.required", Boolean.toString(security == Security.STARTTLS));
        return all;
    }
}
