import { CircleAlert, Trash2, Upload } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { AREAS, EQUIPMENT, SHARED_WITH, type ApiRefusal, type Dose, type LibraryExercise } from "../../api";
import { paths } from "../../app/router";
import { Button, Note } from "../components/basics";
import { useApp, useText } from "../context";
import { Confirm } from "../program/confirm";
import { DoseEditor } from "../program/doseEditor";
import { ExercisePicture } from "../program/exercisePicture";
import { whyNot } from "../program/words";
import { Video } from "../training/trainingPage";

const NO_DOSE: Dose = { sets: 3, reps: 10, holdSeconds: null, restSeconds: 60, loadKg: null, perSide: false };

/// One's own exercise: what it is, who may use it, and its picture and video.
export function CustomExerciseForm({ exercise }: { exercise: LibraryExercise | null }) {
  const t = useText();
  const { programs, router } = useApp();
  const name = useSignal(exercise?.name[t.language] ?? "");
  const description = useSignal(exercise?.description ?? "");
  const area = useSignal(exercise?.area ?? "whole");
  const equipment = useSignal(exercise?.equipment ?? "none");
  const sharing = useSignal(exercise?.custom?.sharing ?? "me");
  const dose = useSignal(exercise?.dose ?? NO_DOSE);
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const saved = useSignal(false);
  const deleting = useSignal(false);
  const save = (): void => {
    if (busy.value) return;
    saved.value = false;
    if (name.value.trim() === "") {
      problem.value = t.text("lib.needName");
      return;
    }
    busy.value = true;
    const text = description.value.trim();
    const what = { name: name.value.trim(), description: text === "" ? null : text, area: area.value, equipment: equipment.value, dose: { ...dose.value, perSide: dose.value.perSide ?? false }, sharing: sharing.value };
    void (exercise ? programs.changeExercise(exercise.id, what) : programs.makeExercise(what)).then((answer) => {
      busy.value = false;
      problem.value = answer.kind === "refused" ? whyNot(t, answer.refusal) : null;
      saved.value = answer.kind === "ok";
      // Picture and video come next, on its own page.
      if (answer.kind === "ok" && !exercise) router.replace(paths.exercise(answer.value.exercise.id));
    });
  };
  const remove = (): void => {
    if (!exercise) return;
    void programs.removeExercise(exercise.id).then((answer) => {
      if (answer.kind === "ok") router.go(paths.exercises);
      else problem.value = whyNot(t, answer.refusal);
      deleting.value = false;
    });
  };
  return (
    <div class="stack g-5">
      <form
        class="card card__body stack g-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div class="field">
          <label for="own-name">{t.text("lib.name")}</label>
          <input id="own-name" class="ds-input" maxLength={200} value={name.value} onInput={(event) => (name.value = event.currentTarget.value)} />
        </div>
        <div class="field">
          <label for="own-how">{t.text("lib.description")}</label>
          <textarea id="own-how" class="ds-input" rows={3} maxLength={2000} value={description.value} onInput={(event) => (description.value = event.currentTarget.value)} />
        </div>
        <div class="dose-grid">
          <div class="field">
            <label for="own-area">{t.text("lib.area")}</label>
            <select id="own-area" class="ds-input" value={area.value} onChange={(event) => (area.value = AREAS.find((one) => one === event.currentTarget.value) ?? "whole")}>
              {AREAS.map((one) => (
                <option key={one} value={one}>
                  {t.text(`area.${one}`)}
                </option>
              ))}
            </select>
          </div>
          <div class="field">
            <label for="own-with">{t.text("lib.equipment")}</label>
            <select id="own-with" class="ds-input" value={equipment.value} onChange={(event) => (equipment.value = EQUIPMENT.find((one) => one === event.currentTarget.value) ?? "none")}>
              {EQUIPMENT.map((one) => (
                <option key={one} value={one}>
                  {t.text(`with.${one}`)}
                </option>
              ))}
            </select>
          </div>
        </div>
        <DoseEditor dose={dose.value} onChange={(field, value) => (dose.value = { ...dose.value, [field]: value })} />
        <fieldset class="menu__choices">
          <legend>{t.text("lib.sharing")}</legend>
          {SHARED_WITH.map((one) => (
            <label key={one} class="choice">
              <input class="ds-input" type="radio" name="sharing" checked={sharing.value === one} onChange={() => (sharing.value = one)} />
              {t.text(`lib.sharing.${one}`)}
            </label>
          ))}
        </fieldset>
        {problem.value !== null && <Note tone="bad" role="alert" icon={CircleAlert} title={problem.value} />}
        <div class="row g-3">
          <Button type="submit" busy={busy.value}>
            {t.text("lib.save")}
          </Button>
          <span role="status">{saved.value ? t.text("lib.saved") : ""}</span>
        </div>
      </form>
      {exercise && <Media exercise={exercise} what="picture" />}
      {exercise && <Media exercise={exercise} what="video" />}
      {exercise && (
        <p>
          <Button variant="secondary" danger icon={Trash2} onClick={() => (deleting.value = true)}>
            {t.text("lib.delete")}
          </Button>
        </p>
      )}
      {deleting.value && (
        <Confirm
          title={t.text("lib.deleteQuestion", { name: name.value })}
          hint={t.text("lib.deleteHint")}
          yes={t.text("program.deleteYes")}
          no={t.text("program.keep")}
          danger
          onYes={remove}
          onNo={() => (deleting.value = false)}
        />
      )}
    </div>
  );
}

const ACCEPT = { picture: "image/jpeg,image/png,image/webp", video: "video/mp4,video/webm" } as const;

/// Nothing is sent before the person has said, in clear words, that they answer for it (CO-11).
function Media({ exercise, what }: { exercise: LibraryExercise; what: "picture" | "video" }) {
  const t = useText();
  const { programs } = useApp();
  const id = useId();
  const file = useSignal<File | null>(null);
  const answers = useSignal(false);
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const shown = useSignal(exercise);
  /// Another number: another picture under the same name.
  const times = useSignal(0);
  const send = (): void => {
    const chosen = file.value;
    if (!chosen || busy.value) return;
    if (!answers.value) {
      problem.value = t.text("lib.needAnswer");
      return;
    }
    busy.value = true;
    problem.value = null;
    void programs.upload(exercise.id, what, chosen).then((answer) => {
      busy.value = false;
      if (answer.kind === "refused") {
        problem.value = uploadWords(t, answer.refusal);
        return;
      }
      shown.value = answer.value.exercise;
      file.value = null;
      answers.value = false;
      times.value++;
    });
  };
  return (
    <section class="card card__body stack g-4" aria-labelledby={`${id}h`}>
      <h2 id={`${id}h`} class="h-lg">
        {t.text(what === "picture" ? "lib.picture" : "lib.video")}
      </h2>
      {what === "picture" && shown.value.picture && <span class="ownpic"><ExercisePicture key={times.value} of={{ ...shown.value, exercise: shown.value.id }} /></span>}
      {what === "video" && shown.value.video && <Video key={times.value} exercise={exercise.id} />}
      <div class="field">
        <label for={id}>{t.text(what === "picture" ? "lib.choosePicture" : "lib.chooseVideo")}</label>
        <input id={id} type="file" accept={ACCEPT[what]} onChange={(event) => (file.value = event.currentTarget.files?.[0] ?? null)} />
      </div>
      {file.value && (
        <>
          <div class="note note--warn">
            <label class="choice answer">
              <input class="ds-input" type="checkbox" checked={answers.value} onChange={(event) => (answers.value = event.currentTarget.checked)} />
              <span>
                <strong>{t.text("lib.answer")}</strong> {t.text("lib.answerWords")}
              </span>
            </label>
          </div>
          <div>
            <Button icon={Upload} busy={busy.value} aria-disabled={answers.value ? undefined : "true"} onClick={send}>
              {busy.value ? t.text("lib.uploading") : t.text("lib.upload")}
            </Button>
          </div>
        </>
      )}
      {problem.value !== null && <Note tone="bad" role="alert" icon={CircleAlert} title={problem.value} />}
    </section>
  );
}

function uploadWords(t: ReturnType<typeof useText>, refusal: ApiRefusal): string {
  switch (refusal.code) {
    case "too-large":
      return t.text("lib.tooLarge");
    case "media-unsupported":
    case "unsupported-media-type":
      return t.text("lib.wrongKind");
    case "responsibility-missing":
      return t.text("lib.needAnswer");
    default:
      return whyNot(t, refusal);
  }
}
