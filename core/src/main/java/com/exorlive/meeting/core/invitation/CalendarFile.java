package com.exorlive.meeting.core.invitation;

import com.exorlive.meeting.core.meeting.Meeting;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Map;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.Daylight;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableClazz;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/// A planned meeting as an entry for a calendar (RFC 5545). It says when, and nothing else:
/// calendars are shared, synchronised and read aloud, so there is no name in it, and no meeting's
/// id. A moved or cancelled meeting keeps its `UID` and counts `SEQUENCE` up, so that a calendar
/// finds the entry that it has. Thread-safe: it has no state.
final class CalendarFile {
    private static final String ENGLISH = "en";
    private static final Map<String, String> SUMMARY =
            Map.of(
                    ENGLISH,
                    "Video meeting in ExorLive",
                    "nb",
                    "Videomøte i ExorLive",
                    "sv",
                    "Videomöte i ExorLive",
                    "da",
                    "Videomøde i ExorLive",
                    "fi",
                    "Videotapaaminen ExorLivessa");

    private final URI product;

    CalendarFile(URI product) {
        this.product = product;
    }

    /// @param zone where the organisation is: the clock by which the time was agreed
    String of(Meeting meeting, ZoneId zone, String language, Instant now) {
        var plan = meeting.plan().orElseThrow();
        var isOff = meeting.state(now) == Meeting.State.ENDED;
        var event = new VEvent(false);
        event.add(new DtStamp(now));
        event.add(new DtStart<>(plan.startsAt().atZone(zone)));
        event.add(new DtEnd<>(plan.endsAt().atZone(zone)));
        event.add(new Summary(SUMMARY.getOrDefault(language, SUMMARY.get(ENGLISH))));
        event.add(new Uid(plan.calendarUid() + "@" + product.getHost()));
        event.add(organizer());
        event.add(new Sequence(isOff ? meeting.version() : meeting.version() - 1));
        event.add(isOff ? ImmutableStatus.VEVENT_CANCELLED : ImmutableStatus.VEVENT_CONFIRMED);
        event.add(ImmutableClazz.PRIVATE);
        event.add(new Url(product));
        var calendar = new Calendar();
        calendar.add(new ProdId("-//ExorLive//Video Meeting//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(isOff ? ImmutableMethod.CANCEL : ImmutableMethod.PUBLISH);
        calendar.add(zone(zone, plan));
        calendar.add(event);
        return calendar.toString();
    }

    /// RFC 5546 demands one; it is the product, never a person, and nobody reads that mailbox.
    private Organizer organizer() {
        var organizer = new Organizer(URI.create("mailto:no-reply@" + product.getHost()));
        organizer.add(new Cn("ExorLive"));
        return organizer;
    }

    /// The zone as it is around this one meeting, from the same rules that this server lives by.
    /// The library's own definitions name a server of somebody else's.
    private static VTimeZone zone(ZoneId zone, Meeting.Plan plan) {
        var rules = zone.getRules();
        var definition = new VTimeZone();
        definition.add(new TzId(zone.getId()));
        // A transition at this very second has begun.
        var begun = rules.previousTransition(plan.startsAt().plusSeconds(1));
        var next = rules.nextTransition(plan.startsAt());
        Stream.of(begun, next)
                .filter(it -> it != null)
                .map(it -> observance(it, rules.isDaylightSavings(it.getInstant())))
                .forEach(definition::add);
        if (begun == null) {
            var offset = rules.getOffset(plan.startsAt());
            var always = new Standard();
            always.add(new DtStart<>(LocalDateTime.of(1970, 1, 1, 0, 0)));
            always.add(new TzOffsetFrom(offset));
            always.add(new TzOffsetTo(offset));
            definition.add(always);
        }
        return definition;
    }

    private static Observance observance(ZoneOffsetTransition transition, boolean isSummer) {
        Observance observance = isSummer ? new Daylight() : new Standard();
        // By the clock that was in force until then (RFC 5545 section 3.6.5).
        observance.add(new DtStart<>(transition.getDateTimeBefore()));
        observance.add(new TzOffsetFrom(transition.getOffsetBefore()));
        observance.add(new TzOffsetTo(transition.getOffsetAfter()));
        return observance;
    }
}
