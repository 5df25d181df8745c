package com.exorlive.meeting.core.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.access.Access.Standing;
import com.exorlive.meeting.core.news.NewsWire;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.program.ProgramListener.Followed;
import com.exorlive.meeting.core.program.ProgramListener.Sight;
import com.exorlive.meeting.core.program.ProgramListener.Told;
import com.exorlive.meeting.edge.EventSource.Next;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VM02ListenerTest {

    /// The listener wakes by itself as well, between a deletion and the news of it, or where
    /// another node deleted.
    @ParameterizedTest
    @CsvSource({"GONE, deleted", "SHUT, not-allowed"})
    void whyItEndsIsWhatIsTrueOfTheProgram(Sight sight, String reason) throws InterruptedException {
        try (var listener = listening(sight)) {
            assertThat(listener.next(Duration.ZERO))
                    .isEqualTo(new Next.Event("", "end", "{\"reason\":\"" + reason + "\"}"));
            assertThat(listener.next(Duration.ZERO)).isEqualTo(new Next.End());
        }
    }

    private static ProgramListener listening(Sight sight) {
        var followed =
                new Followed() {
                    @Override
                    public List<Told> since(int version) {
                        return List.of();
                    }

                    @Override
                    public Sight sight() {
                        return sight;
                    }
                };
        return new ProgramListener(
                ProgramId.random(),
                new Subject("somebody"),
                1,
                followed,
                () -> Standing.GOOD,
                new ProgramNews(NewsWire.toNobody()));
    }
}
