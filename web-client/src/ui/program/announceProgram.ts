import type { Announcer } from "../../app/announcer";
import type { Desk, News } from "../../app/program/desk";
import type { Call, CallEvent } from "../../call";
import type { Translator } from "../../i18n/translate";
import { firstName } from "../words";
import type { MeetingProgram } from "./meetingProgram";
import { changeWords, nameOf, spokenChange } from "./words";

/// Says what happens to the program: to eyes where the panel is closed, to ears always. `seen`: the panel is open.
export function announceProgram(call: Call, program: MeetingProgram, announcer: Announcer, text: () => Translator, seen: () => boolean): () => void {
  const say = (shown: string, spoken = shown): void => {
    if (seen()) announcer.whisper(spoken);
    else announcer.say(shown, "info", "program");
  };
  let known: readonly News[] = [];
  const onDesk = (desk: Desk | null): void => {
    const news = desk?.news ?? [];
    for (const one of news) {
      if (known.includes(one)) continue;
      const name = firstName(one.by);
      const words = changeWords(text(), one.change, name);
      if (words !== null) say(words, spokenChange(text(), one.change, name) ?? words);
    }
    known = news;
  };
  let done: ReadonlySet<string> | null = null;
  const onDone = (): void => {
    const sets = program.desk.value?.done.value ?? [];
    const others = call.state.peek().kind === "inCall" ? sets : [];
    if (done !== null) {
      const came = others.filter(({ id, doneAt }) => !done?.has(id) && Date.now() - doneAt.getTime() < JUST_NOW_MS);
      const last = came.at(-1);
      if (last && isInstructor(call)) say(text().text("log.theyDid", { first: othersFirstName(call), exercise: nameOf(text(), last.name) }));
    }
    done = new Set(sets.map(({ id }) => id));
  };
  const undo = [program.now.subscribe(onDesk), program.entries.subscribe(() => undefined), call.events((event) => onCall(event, call, program, say, announcer, text()))];
  let undoDone = (): void => undefined;
  undo.push(
    program.desk.subscribe((desk) => {
      undoDone();
      done = null;
      undoDone = desk ? desk.done.subscribe(onDone) : () => undefined;
    }),
  );
  return () => {
    undoDone();
    undo.forEach((run) => run());
  };
}

const JUST_NOW_MS = 60_000;

function isInstructor(call: Call): boolean {
  const state = call.state.peek();
  return (state.kind === "inCall" || state.kind === "waiting") && state.you.seat === "host";
}

function othersFirstName(call: Call): string {
  const state = call.state.peek();
  return state.kind === "inCall" || state.kind === "waiting" ? firstName(state.other.name) : "";
}

function onCall(event: CallEvent, call: Call, program: MeetingProgram, say: (text: string) => void, announcer: Announcer, t: Translator): void {
  const first = othersFirstName(call);
  const name = (id: string | null): string => nameOf(t, program.entries.peek().find((entry) => entry.id === id)?.name ?? null);
  switch (event.kind) {
    case "pointed": {
      const exercise = name(event.exercise);
      // Who starts it is said to start it, not to show it as well.
      if (exercise !== "" && call.together.peek().play?.exercise !== event.exercise) say(t.text("say.pointed", { first, exercise }));
      return;
    }
    case "played":
      return say(playedWords(t, event.what, first, name(call.together.peek().play?.exercise ?? null)));
    case "distance":
      if (event.distance === "on") announcer.say(t.text("far.said.on"), "info", "shown");
      else if (event.distance === "off") announcer.say(t.text("far.said.off"), "info", "shown");
      return;
    default:
      return;
  }
}

function playedWords(t: Translator, what: "start" | "pause" | "resume" | "stop", first: string, exercise: string): string {
  switch (what) {
    case "start":
      return t.text("say.playStart", { first, exercise });
    case "pause":
      return t.text("say.playPause", { first });
    case "resume":
      return t.text("say.playResume", { first });
    case "stop":
      return t.text("say.playStop", { first });
  }
}
