import { parseJson } from "../json/parse";
import { readEvents } from "./events";
import type { ApiRefusal, Fetch, TokenSource } from "./http";
import { copiedShape, type ProgramStep, type Program, stepEventShape, streamEndShape, type TrainingSet, trainingSetShape } from "./programShapes";
import type { ServerEvent } from "./sse";

export type ProgramEvent =
  | { readonly kind: "step"; readonly step: ProgramStep; readonly program: Program }
  | { readonly kind: "training"; readonly set: TrainingSet }
  /// There is a copy that takes its place.
  | { readonly kind: "copied"; readonly program: string }
  /// The server will say no more.
  | { readonly kind: "end"; readonly reason: string };

export interface EventsRequest {
  readonly program: string;
  /// The version that is known already; null: none.
  readonly lastVersion: number | null;
  readonly stop: AbortSignal;
  /// The stream stands.
  readonly onOpen: () => void;
  readonly onEvent: (event: ProgramEvent) => void;
  /// Something came, if only a sign of life.
  readonly onLife: () => void;
}

/// Reads what happens to a program until the stream ends. Resolves with why it could not be had; null: it stood, and
/// ended. Coming again is for the caller.
export function readProgramEvents(tokens: TokenSource, fetch: Fetch, ask: EventsRequest): Promise<ApiRefusal | null> {
  return readEvents(tokens, fetch, {
    ...ask,
    path: `/core/v1/programs/${encodeURIComponent(ask.program)}/events`,
    lastId: ask.lastVersion?.toString() ?? null,
    onEvent: (event) => {
      const known = parseEvent(event);
      if (known) ask.onEvent(known);
    },
  });
}

/// Null: a kind that only a newer core knows.
export function parseEvent({ event, data }: ServerEvent): ProgramEvent | null {
  switch (event) {
    case "step":
      return { kind: "step", ...stepEventShape(parseJson(data), "$") };
    case "training":
      return { kind: "training", set: trainingSetShape(parseJson(data), "$") };
    case "copied":
      return { kind: "copied", ...copiedShape(parseJson(data), "$") };
    case "end":
      return { kind: "end", ...streamEndShape(parseJson(data), "$") };
    default:
      return null;
  }
}
