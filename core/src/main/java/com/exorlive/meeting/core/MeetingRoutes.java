package com.exorlive.meeting.core;

import com.exorlive.meeting.core.identityprovider.PeopleElsewhere;
import com.exorlive.meeting.core.invitation.InvitationApi;
import com.exorlive.meeting.core.meeting.Appointments;
import com.exorlive.meeting.core.meeting.AuditFallback;
import com.exorlive.meeting.core.meeting.MeetingApi;
import com.exorlive.meeting.core.meeting.MeetingAssertionApi;
import com.exorlive.meeting.core.meeting.MeetingEvents;
import com.exorlive.meeting.core.meeting.MeetingNews;
import com.exorlive.meeting.core.meeting.MeetingNewsApi;
import com.exorlive.meeting.core.meeting.Meetings;
import com.exorlive.meeting.core.meeting.ServiceApi;
import com.exorlive.meeting.core.news.NewsWire;
import com.exorlive.meeting.core.notice.NoticeQueue;
import com.exorlive.meeting.core.oidc.IdentityAssertions;
import com.exorlive.meeting.core.oidc.SigningKeys;
import com.exorlive.meeting.core.oidc.Statements;
import com.exorlive.meeting.core.receipt.ReceiptApi;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.RateLimiter;
import java.time.Duration;

/// The paths about meetings, invitations, and what is told of a meeting afterwards.
final class MeetingRoutes {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MeetingEvents events;
    private final MeetingNews news;

    MeetingRoutes(
            HttpRoutes.Builder builder,
            Foundation on,
            CoreSettings settings,
            NoticeQueue notices,
            AuditFallback fallback,
            SigningKeys keys,
            NewsWire wire) {
        var database = on.database();
        var audit = on.audit();
        var access = on.access();
        var clock = on.clock();
        var origin = settings.publicOrigin();
        news = new MeetingNews(database, wire, clock);
        events = new MeetingEvents(database, audit, news, clock);
        var meetings = new Meetings(database, audit, notices, news, clock, fallback);
        var appointments = new Appointments(database, audit, notices, news, clock);
        new MeetingAssertionApi(
                        meetings,
                        new IdentityAssertions(origin, keys, clock),
                        new RateLimiter(settings.limits().assertions(), MINUTE))
                .addTo(builder, access);
        new MeetingApi(meetings, appointments, database, clock).addTo(builder, access);
        new MeetingNewsApi(news).addTo(builder, access);
        new InvitationApi(meetings, database, clock, origin).addTo(builder, access);
        new ServiceApi(
                        meetings,
                        events,
                        new PeopleElsewhere(settings.customers().issuers()),
                        database,
                        clock,
                        settings.endWhen().wireName())
                .addTo(builder, access);
        new ReceiptApi(database, audit, new Statements(keys)).addTo(builder, access);
    }

    /// Nobody is in a meeting.
    void forgetPresence() {
        events.forgetPresence();
    }

    /// Whoever listens is told to come again.
    void close() {
        news.close();
    }

    void purge() {
        events.purge();
    }
}
