import "../../styles/program.css";
import { ChevronLeft, ChevronRight, Pause, Play, Volume2 } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Exercise } from "../../api";
import type { Call, CallState, Position } from "../../call";
import type { Translator } from "../../i18n/translate";
import { Button, WithIcon } from "../components/basics";
import { useText } from "../context";
import { doseTexts, firstName } from "../words";
import type { MeetingProgram } from "./meetingProgram";
import { Count, playOf, PlayingPicture, usePosition } from "./playing";
import { nameOf } from "./words";

/// For a client who stands some metres away: one exercise, one number, two buttons.
export function DistanceCard({ call, program }: { call: Call; program: MeetingProgram }) {
  const t = useText();
  const entry = program.entries.value.find(({ id }) => id === program.looked.value) ?? null;
  const play = entry && playOf(call, entry);
  const position = usePosition(play, 100);
  const voice = useSignal(false);
  useVoice(voice.value, t, position, play?.run.kind === "paused");
  const running = play !== null && play.run.kind === "running" && position?.kind !== "done";
  const next = (): void => nextFor(call, program, entry, position);
  const pause = (): void => {
    if (!entry) return;
    if (!play || position?.kind === "done") program.play(entry);
    else call.act({ kind: running ? "pause" : "resume" });
  };
  useDistanceKeys(call, next, pause);
  const pauseText = !play || position?.kind === "done" ? "far.begin" : running ? "play.pause" : "play.resume";
  return (
    <section class="meet__panel dsx" id="panel" tabIndex={-1} aria-label={t.text("far.title")}>
      <div class="dsx__h">
        <h2>{entry ? nameOf(t, entry.name) : t.text("meeting.program")}</h2>
        {entry && <PlayingPicture call={call} entry={entry} />}
      </div>
      <div class="cnt">
        {play && position ? (
          <Count position={position} play={play} />
        ) : (
          <p class="dsx__dose">
            {entry && doseTexts(t, entry.dose).map((text) => <span key={text}>{text}</span>)}
          </p>
        )}
      </div>
      <label class="choice dsx__voice">
        <input class="ds-input" type="checkbox" checked={voice.value} onChange={(event) => (voice.value = event.currentTarget.checked)} />
        <WithIcon icon={Volume2}>{t.text("far.voice")}</WithIcon>
      </label>
      <div class="row row--nowrap dsx__a">
        <Button variant="secondary" icon={running ? Pause : Play} onClick={pause}>
          {t.text(pauseText)}
        </Button>
        <Button icon={ChevronRight} onClick={next}>
          {t.text("play.nextPart")}
        </Button>
      </div>
    </section>
  );
}

/// The next part of the exercise; after the last, the next exercise.
function nextFor(call: Call, program: MeetingProgram, entry: Exercise | null, position: Position | null): void {
  if (position !== null && position.kind !== "done") {
    call.act({ kind: "skip" });
    return;
  }
  const all = program.entries.peek();
  const at = entry ? all.findIndex(({ id }) => id === entry.id) : -1;
  const following = position === null ? entry : all[at + 1];
  if (following) program.play(following);
}

export function CloseUp({ call }: { call: Call }) {
  const t = useText();
  return (
    <Button class="ds__x" icon={ChevronLeft} onClick={() => call.act({ kind: "closeUp" })}>
      {t.text("far.back")}
    </Button>
  );
}

/// The instructor suggests it: the client answers.
export function DistanceAsk({ call, state }: { call: Call; state: Extract<CallState, { kind: "waiting" | "inCall" }> }) {
  const t = useText();
  if (state.you.seat !== "invitee" || call.together.value.distance !== "asked") return null;
  const words = t.text("far.asked", { first: firstName(state.other.name) });
  return (
    <div class="farask" role="alertdialog" aria-label={t.text("far.title")} aria-describedby="far-asked">
      <p id="far-asked">{words}</p>
      <div class="row g-2">
        <Button measure="sm" onClick={() => call.act({ kind: "distanceYes" })}>
          {t.text("far.yes")}
        </Button>
        <Button variant="secondary" measure="sm" onClick={() => call.act({ kind: "closeUp" })}>
          {t.text("far.no")}
        </Button>
      </div>
    </div>
  );
}

/// Space: next, P: pause, Escape: back. Before the keys of the meeting page, which mean other things there.
function useDistanceKeys(call: Call, next: () => void, pause: () => void): void {
  const latest = useRef({ next, pause });
  latest.current = { next, pause };
  useEffect(() => {
    const stop = new AbortController();
    const down = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const onButton = document.activeElement?.closest("button, input") ?? null;
      const does = event.key === " " && !onButton ? latest.current.next : event.key.toLowerCase() === "p" ? latest.current.pause : event.key === "Escape" ? (): void => call.act({ kind: "closeUp" }) : null;
      if (!does) return;
      event.preventDefault();
      event.stopPropagation();
      does();
    };
    window.addEventListener("keydown", down, { signal: stop.signal, capture: true });
    return () => stop.abort();
  }, [call]);
}

const VOICES: Readonly<Record<string, string>> = { nb: "nb-NO", sv: "sv-SE", da: "da-DK", fi: "fi-FI", en: "en-GB" };

/// Says the count and the rest, where the person has switched it on and the browser has a voice.
function useVoice(on: boolean, t: Translator, position: Position | null, paused: boolean): void {
  const said = spokenAt(t, position, paused);
  useEffect(() => {
    if (!on || said === null || !("speechSynthesis" in window)) return;
    speechSynthesis.cancel();
    const words = new SpeechSynthesisUtterance(said);
    words.lang = VOICES[t.language] ?? t.language;
    speechSynthesis.speak(words);
  }, [on, said, t]);
  useEffect(
    () => () => {
      if ("speechSynthesis" in window) speechSynthesis.cancel();
    },
    [],
  );
}

function spokenAt(t: Translator, position: Position | null, paused: boolean): string | null {
  if (!position || paused) return null;
  switch (position.kind) {
    case "ready":
      return t.number(Math.ceil(position.leftMs / 1000));
    case "rep":
      return position.heldMs === null ? t.number(position.count) : t.text("play.hold");
    case "rest":
      return t.text("play.rest");
    case "done":
      return t.text("play.done");
  }
}

