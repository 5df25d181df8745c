package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Access.Standing;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.util.function.Supplier;

/// Tells a page at once that something about its person's meetings is new.
public final class MeetingNewsApi {
    private static final long COME_BACK_SECONDS = 5;

    private final MeetingNews news;

    public MeetingNewsApi(MeetingNews news) {
        this.news = news;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get("/core/v1/me/events", access.staying(Permission.READ_MEETING, this::listen));
    }

    private Reply listen(HttpCall call, Person person, Supplier<Standing> standing) {
        var listener = new MeetingNewsListener(person.subject(), standing, news::remove);
        return news.add(listener) ? Reply.events(listener) : Reply.slowDown(COME_BACK_SECONDS);
    }
}
