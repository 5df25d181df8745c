import { request, type TokenSource } from "../api/http";
import { randomBase64Url, sha256Base64Url } from "../json/base64url";
import { object, string } from "../json/parse";
import type { TicketAnswer } from "./connection";

const ticketShape = object({ ticket: string({ min: 43, max: 43 }), url: string({ min: 5, max: 2000 }) });

/// A ticket for one meeting (docs/protocol.md 2), bound to a verifier that only this page knows.
export async function askTicket(tokens: TokenSource, meetingId: string, signal: AbortSignal): Promise<TicketAnswer> {
  const verifier = randomBase64Url(32);
  const answer = await request(tokens, (input, init) => fetch(input, init), {
    method: "POST",
    path: `/api/meetings/${encodeURIComponent(meetingId)}/ticket`,
    tokenFor: "signaling",
    body: { challenge: await sha256Base64Url(verifier) },
    parse: ticketShape,
    signal,
  });
  if (answer.kind === "refused") {
    const { code, retryAfterMs, status } = answer.refusal;
    // An answer that is none of the server's own (a proxy's, say) is like none at all.
    const known = code === "unknown" && status >= 500 ? "try-again" : code;
    return { kind: "refused", code: known, retryAfterMs: retryAfterMs ?? null };
  }
  return { kind: "ticket", verifier, ...answer.value };
}
