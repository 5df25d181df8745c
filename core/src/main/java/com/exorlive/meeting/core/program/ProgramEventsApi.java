package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Access.Standing;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.program.ProgramListener.Followed;
import com.exorlive.meeting.core.program.ProgramListener.Sight;
import com.exorlive.meeting.core.program.ProgramListener.Told;
import com.exorlive.meeting.core.program.ProgramView.StepView;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// What happens to a program, told as it happens to those who may see it.
public final class ProgramEventsApi {
    /// Who missed more is told the last step alone: the program comes with it.
    private static final int MAX_TOLD = 20;

    private static final long COME_BACK_SECONDS = 5;

    private final Programs programs;
    private final ProgramNews news;

    public ProgramEventsApi(Programs programs, ProgramNews news) {
        this.programs = programs;
        this.news = news;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get(
                "/core/v1/programs/{id}/events",
                access.staying(Permission.READ_PROGRAM, this::listen));
    }

    record EventView(StepView step, ProgramView program) {}

    private Reply listen(HttpCall call, Person person, Supplier<Standing> standing) {
        var found =
                programs.show(
                        person, call.path("id"), "program-follow", (_, program, _) -> program);
        if (found.isEmpty()) {
            return ProgramApi.unknown();
        }
        var id = found.get().id();
        var listener =
                new ProgramListener(
                        id,
                        person.subject(),
                        lastTold(call),
                        new Following(person, id),
                        standing,
                        news);
        return news.add(listener) ? Reply.events(listener) : Reply.slowDown(COME_BACK_SECONDS);
    }

    /// The version that the page has, if it says one that we could have told.
    private static int lastTold(HttpCall call) {
        try {
            return Math.max(0, call.header("Last-Event-ID").map(Integer::parseInt).orElse(0));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /// One person's look at one program.
    private final class Following implements Followed {
        private final Person person;
        private final ProgramId id;

        Following(Person person, ProgramId id) {
            this.person = person;
            this.id = id;
        }

        @Override
        public Sight sight() {
            return programs.inTransaction(
                    handle -> {
                        if (programs.find(handle, person, id.value()).isPresent()) {
                            return Sight.OPEN;
                        }
                        return ProgramStore.find(handle, person.organisation(), id).isPresent()
                                ? Sight.SHUT
                                : Sight.GONE;
                    });
        }

        @Override
        public List<Told> since(int version) {
            return programs.inTransaction(
                    handle ->
                            ProgramStore.find(handle, person.organisation(), id)
                                    .map(it -> told(handle, it, version))
                                    .orElse(List.of()));
        }

        private static List<Told> told(Handle handle, Program program, int version) {
            int behind = program.version() - version;
            if (behind <= 0) {
                return List.of();
            }
            int from = version == 0 || behind > MAX_TOLD ? program.version() - 1 : version;
            var views = new ProgramViews(handle);
            var view = views.view(program);
            return StepStore.since(handle, program, from).stream()
                    .map(it -> new Told(it.version(), new EventView(views.step(it), view)))
                    .toList();
        }
    }
}
