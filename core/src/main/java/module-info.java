/// People, organisations, contacts, programs, invitations, the audit log; signs people in. It knows
/// no sockets of a call and no media.
@org.jspecify.annotations.NullMarked
module com.exorlive.meeting.core {
    requires transitive com.exorlive.meeting.edge;
    requires com.github.benmanes.caffeine;
    requires com.google.crypto.tink;
    requires com.h2database;
    requires com.nimbusds.jose.jwt;
    requires com.zaxxer.hikari;
    requires ical4j.core;
    requires jakarta.mail;
    requires java.net.http;
    requires java.desktop;
    requires java.sql;
    requires json.smart;
    requires oauth2.oidc.sdk;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires flyway.core;
    requires org.eclipse.angus.mail;
    requires org.apache.pdfbox;
    requires org.jdbi.v3.core;
    requires org.postgresql.jdbc;
    requires org.slf4j;
    requires password4j;
    requires static org.checkerframework.checker.qual;

    exports com.exorlive.meeting.core;
    exports com.exorlive.meeting.core.backup to
            com.exorlive.meeting.standalone;
    exports com.exorlive.meeting.core.administration to
            com.exorlive.meeting.standalone;
    exports com.exorlive.meeting.core.pdsmode to
            com.exorlive.meeting.standalone;
    exports com.exorlive.meeting.core.demo to
            com.exorlive.meeting.standalone;

    opens com.exorlive.meeting.core.seal to
            org.jdbi.v3.core;
    opens com.exorlive.meeting.core.clientaccount to
            tools.jackson.databind;
    opens com.exorlive.meeting.core.contactrecord to
            tools.jackson.databind;
    opens com.exorlive.meeting.core.exercise to
            tools.jackson.databind;
    opens com.exorlive.meeting.core.invitation to
            tools.jackson.databind;
    opens com.exorlive.meeting.core.erasure to
            tools.jackson.databind;
    opens com.exorlive.meeting.core.jumpout to
            tools.jackson.databind;
    opens com.exorlive.meeting.core.pdsmode to
            tools.jackson.databind;
    opens com.exorlive.meeting.core.meeting to
            tools.jackson.databind;
    opens com.exorlive.meeting.core.oidc to
            tools.jackson.databind;
    opens com.exorlive.meeting.core.print to
            tools.jackson.databind;
    opens com.exorlive.meeting.core.receipt to
            tools.jackson.databind;
    opens com.exorlive.meeting.core.report to
            tools.jackson.databind;
    opens com.exorlive.meeting.core.webhook to
            tools.jackson.databind;
    opens com.exorlive.meeting.core.program to
            tools.jackson.databind;
    opens com.exorlive.meeting.core.training to
            tools.jackson.databind;
}
