package com.exorlive.meeting.core;

import com.exorlive.meeting.core.erasure.ErasureLedger;
import com.exorlive.meeting.core.erasure.PersonErasureApi;
import com.exorlive.meeting.core.exercise.ExerciseApi;
import com.exorlive.meeting.core.exercise.Exercises;
import com.exorlive.meeting.core.exercise.Library;
import com.exorlive.meeting.core.exercise.MediaApi;
import com.exorlive.meeting.core.print.SheetPdf;
import com.exorlive.meeting.core.program.DraftsApi;
import com.exorlive.meeting.core.program.ProgramApi;
import com.exorlive.meeting.core.program.ProgramEventsApi;
import com.exorlive.meeting.core.program.ProgramListApi;
import com.exorlive.meeting.core.program.ProgramNews;
import com.exorlive.meeting.core.program.ProgramPdfApi;
import com.exorlive.meeting.core.program.Programs;
import com.exorlive.meeting.core.program.TemplateApi;
import com.exorlive.meeting.core.training.TrainingApi;
import com.exorlive.meeting.core.training.TrainingLogApi;
import com.exorlive.meeting.edge.HttpRoutes;

/// The paths about exercises, programs, templates and training.
final class ProgramRoutes {
    private ProgramRoutes() {}

    static void add(
            HttpRoutes.Builder builder, Foundation on, ProgramNews news, ErasureLedger erasures) {
        var database = on.database();
        var audit = on.audit();
        var access = on.access();
        var clock = on.clock();
        var exercises = new Exercises(new Library());
        var programs = new Programs(database, audit, news, clock);
        new ProgramApi(programs, exercises).addTo(builder, access);
        new ProgramListApi(programs).addTo(builder, access);
        new ProgramEventsApi(programs, news).addTo(builder, access);
        new DraftsApi(programs).addTo(builder, access);
        new TemplateApi(programs).addTo(builder, access);
        new ExerciseApi(exercises, database, audit, clock).addTo(builder, access);
        var media = new MediaApi(exercises, programs::shows, database, audit, clock);
        media.addTo(builder, access);
        new PersonErasureApi(database, media, audit, erasures, clock).addTo(builder, access);
        new ProgramPdfApi(programs, new SheetPdf()).addTo(builder, access);
        new TrainingApi(database, audit, clock).addTo(builder, access);
        new TrainingLogApi(database, audit, news, clock).addTo(builder, access);
    }
}
