/// Server-sent events out of a stream of text, as a browser's EventSource reads them (HTML, section 9.2). That can't
/// show a token, so the stream is read by `fetch`.

export interface ServerEvent {
  readonly event: string;
  readonly data: string;
  /// The last id that the stream has named.
  readonly id: string;
}

export interface SseReader {
  /// What is whole in it; the rest waits for more.
  push(text: string): readonly ServerEvent[];
}

/// More in one event than core ever says: the stream is not what it should be.
const MAX_CHARACTERS = 2_000_000;

export class TooLongError extends Error {}

export function createSseReader(): SseReader {
  let rest = "";
  let id = "";
  let event = "";
  let data: string[] = [];

  function line(text: string): ServerEvent | null {
    if (text === "") {
      const done = data.length > 0 ? { event: event === "" ? "message" : event, data: data.join("\n"), id } : null;
      event = "";
      data = [];
      return done;
    }
    const colon = text.indexOf(":");
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (field === "data") data.push(value);
    else if (field === "event") event = value;
    else if (field === "id" && !value.includes("\0")) id = value;
    return null;
  }

  return {
    push: (text) => {
      rest += text;
      if (rest.length > MAX_CHARACTERS) throw new TooLongError();
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      return lines.flatMap((one) => line(one) ?? []);
    },
  };
}
