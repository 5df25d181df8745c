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
        assertThat(text(new Sheet("Łódź\u0000", List.of(), List.of(item), "F"))).contains("Łódź");
    }

    @Test
    void namesOfEuropeAreLettersOfTheDocument() throws IOException {
        var names = List.of("Zażółć gęślą jaźń", "Ελένη Παπαδοπούλου", "Đorđe Čapek", "Þórður");
        assertThat(text(new Sheet("Names", names, List.of(), "F"))).contains(names);
    }

    @Test
    void lettersThatTheFontLacksAreDrawnOrBoxesButNeverLeftOut() throws IOException {
        var arabic = "محمد عبد الله";
        var with = new SheetPdf().write(new Sheet("N", List.of(arabic), List.of(), "F")).length;
        var without = new SheetPdf().write(new Sheet("N", List.of(""), List.of(), "F")).length;
        assertThat(with).isGreaterThan(without + 20);
        if (Outlines.of(arabic, 10).isEmpty()) {
            assertThat(text(new Sheet("N", List.of(arabic), List.of(), "F"))).contains("□□□□");
        } else {
            assertThat(Outlines.of(arabic, 20).orElseThrow().width())
                    .isGreaterThan(Outlines.of(arabic, 10).orElseThrow().width());
        }
    }

    @Test
    void aLongTitleHasMoreLines() throws IOException {
        var title = "Kne, fase 2: styrke og balanse etter korsbåndsskade, hjemme uten utstyr";
        assertThat(text(new Sheet(title, List.of(), List.of(), "F")))
                .contains("Kne, fase 2", "hjemme uten utstyr")
                .doesNotContain(title);
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
