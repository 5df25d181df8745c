package com.exorlive.meeting.core.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.print.Sheet.Item;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/// A program on paper, as it was signed (CO-06).
final class CO06PrintedProgramTest {
    private static final Item SQUAT =
            new Item(
                    "Knebøy mot stol", "3 × 10 repetisjoner · 4 kg", "Høyre kne over tær", "squat");

    private static String text(Sheet sheet) throws IOException {
        try (var document = Loader.loadPDF(new SheetPdf().write(sheet))) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void itSaysWhatTheProgramSays() throws IOException {
        var sheet =
                new Sheet(
                        "Kne, fase 2",
                        List.of("Signert av Ingrid Berg, 22. november 2026"),
                        List.of(SQUAT),
                        "Fjellvik fysioterapi");
        assertThat(text(sheet))
                .contains(
                        "Kne, fase 2",
                        "Signert av Ingrid Berg, 22. november 2026",
                        "Knebøy mot stol",
                        "3 × 10 repetisjoner · 4 kg",
                        "Høyre kne over tær",
                        "Fjellvik fysioterapi   1 / 1");
    }

    @Test
    void aLongProgramHasMorePages() throws IOException {
        var sheet = new Sheet("Long", List.of(), Collections.nCopies(20, SQUAT), "F");
        assertThat(text(sheet)).contains("1 / 3", "3 / 3");
    }

    @Test
    void whatTheFontHasNoLetterForDoesNotStopTheSheet() throws IOException {
        var item = new Item("Żółw 🦵", "", "x".repeat(1000) + "\n\tend", "no such drawing");
        assertThat(text(new Sheet("Łódź\u0000", List.of(), List.of(item), "F")))
                .contains("Żółw ?", "Łódź");
    }

    @Test
    void everyDrawingOfTheLibraryCanBeDrawn() {
        var drawings = new Drawings();
        for (var key : List.of("squat", "oneleg", "clam", "row", "stepup", "chintuck")) {
            assertThat(drawings.of(key)).isNotEqualTo(drawings.of("standing"));
            drawings.of(key).forEach(it -> SvgPath.read(it.path()));
        }
        assertThat(drawings.of("unknown")).isEqualTo(drawings.of("standing")).isNotEmpty();
    }
}
