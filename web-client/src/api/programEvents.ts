import { parseJson, ParseError } from "../json/parse";
import { type ApiRefusal, type Fetch, refused, type TokenSource, TokenUnavailable } from "./http";
import { copiedShape, type ProgramStep, type Program, stepEventShape, streamEndShape, type TrainingSet, trainingSetShape } from "./programShapes";
import { createSseReader, type ServerEvent } from "./sse";

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
/// ended. Comes again is for the caller.
export async function readProgramEvents(tokens: TokenSource, fetch: Fetch, ask: EventsRequest): Promise<ApiRefusal | null> {
  try {
    const token = await tokens.accessToken();
    const response = await fetch(`/core/v1/programs/${encodeURIComponent(ask.program)}/events`, {
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: "text/event-stream",
        ...(ask.lastVersion === null ? {} : { "Last-Event-ID": ask.lastVersion.toString() }),
      },
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: ask.stop,
    });
    if (!response.ok || !response.body) {
      void response.body?.cancel();
      return refusalOf(refused("unknown", response.status));
    }
    ask.onOpen();
    await read(response.body, ask);
    return null;
  } catch (error) {
    if (error instanceof TokenUnavailable && error.reason === "signedOut") return refusalOf(refused("signed-out"));
    return refusalOf(refused(ask.stop.aborted ? "aborted" : error instanceof ParseError ? "bad-answer" : "network"));
  }
}

async function read(body: ReadableStream<Uint8Array>, ask: EventsRequest): Promise<void> {
  const reader = body.getReader();
  const events = createSseReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || ask.stop.aborted) return;
      ask.onLife();
      for (const event of events.push(decoder.decode(value, { stream: true }))) {
        const known = parseEvent(event);
        if (known) ask.onEvent(known);
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
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

function refusalOf(result: ReturnType<typeof refused>): ApiRefusal {
  return result.kind === "refused" ? result.refusal : { code: "unknown", status: 0 };
}
