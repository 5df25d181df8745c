import { ParseError } from "../json/parse";
import { type ApiRefusal, type Fetch, fetchAs, refused, type TokenSource, TokenUnavailable } from "./http";
import { createSseReader, type ServerEvent } from "./sse";

/// A stream of events of core, until it ends.
export interface StreamRequest {
  readonly path: string;
  /// What the page had last; null: nothing.
  readonly lastId: string | null;
  readonly stop: AbortSignal;
  /// The stream stands.
  readonly onOpen: () => void;
  readonly onEvent: (event: ServerEvent) => void;
  /// Something came, if only a sign of life.
  readonly onLife: () => void;
}

/// Resolves with why the stream could not be had; null: it stood, and ended. Coming again is for the caller.
export async function readEvents(tokens: TokenSource, fetch: Fetch, ask: StreamRequest): Promise<ApiRefusal | null> {
  try {
    const token = await tokens.accessToken();
    const response = await fetchAs(tokens, fetch, token, ask.path, {
      headers: {
        Accept: "text/event-stream",
        ...(ask.lastId === null ? {} : { "Last-Event-ID": ask.lastId }),
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

async function read(body: ReadableStream<Uint8Array>, ask: StreamRequest): Promise<void> {
  const reader = body.getReader();
  const events = createSseReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || ask.stop.aborted) return;
      ask.onLife();
      events.push(decoder.decode(value, { stream: true })).forEach(ask.onEvent);
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function refusalOf(result: ReturnType<typeof refused>): ApiRefusal {
  return result.kind === "refused" ? result.refusal : { code: "unknown", status: 0 };
}
