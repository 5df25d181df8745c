import type { ChatEntry } from "../src/call";
import { NOW } from "./people";

/// What the two of the mocks write to each other, as the instructor has it.

const minutesAgo = (minutes: number): number => NOW.getTime() - minutes * 60_000;
let next = 1;
const said = (from: "you" | "other", minutes: number, text: string, delivery: "sending" | "delivered" | "undelivered" = "delivered"): ChatEntry => ({
  kind: "message",
  id: `m${next++}`,
  from,
  text,
  atMs: minutesAgo(minutes),
  delivery,
});

export const talk: readonly ChatEntry[] = [
  said("other", 6, "Can you hear me? I lost the sound for a moment"),
  said("you", 6, "Yes, clearly. The picture is a little coarse, that is fine."),
  said("other", 5, "I’m on the network at the cabin"),
  said("you", 5, "If it gets worse, turn your camera off. Sound comes first."),
];

/// Everything that can stand in the list: addresses, other scripts, long words, lines, what got lost or not through.
export const longTalk: readonly ChatEntry[] = [
  ...talk,
  said("other", 4, "https://example.com/a/very/long/address/that/leads/nowhere?and=is&shown=as&text=only#and-it-breaks"),
  said("other", 4, "שלום, זה עובד? <b>1 < 2</b>"),
  { kind: "lost", atMs: minutesAgo(3), count: 2 },
  said("you", 2, "Monday:\n  3 × 10 squats\n  2 × 30 s on one leg\n\nRest on Tuesday."),
  said("you", 1, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"),
  said("you", 1, "Did this one arrive?", "undelivered"),
  said("you", 0, "And this one?", "sending"),
];

/// What comes in while one reads further up.
export const moreTalk: readonly ChatEntry[] = [said("other", 0, "The sound is back"), said("other", 0, "Shall we go on?")];
