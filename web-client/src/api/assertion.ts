import type { AssertionAnswer } from "../call/ports";
import { object, string } from "../json/parse";
import { type Fetch, request, type TokenSource } from "./http";

const shape = object({ assertion: string({ min: 1, max: 8192 }) });

/// A meeting that is not open now may be in a moment, as one that begins soon.
const NOT_YET_MS = 5000;

/// Asks the identity provider to vouch for this page's key in a meeting (docs/e2ee.md, identity assertion).
export async function askAssertion(
  tokens: TokenSource,
  meetingId: string,
  jkt: string,
  fetch: Fetch = (input, init) => globalThis.fetch(input, init),
): Promise<AssertionAnswer> {
  const answer = await request(tokens, fetch, {
    method: "POST",
    path: "/oidc/meeting-assertion",
    tokenFor: "coreAlone",
    body: { meetingId, jkt },
    parse: shape,
  });
  if (answer.kind === "ok") {
    return { kind: "ok", jwt: answer.value.assertion };
  }
  const { status, retryAfterMs } = answer.refusal;
  return status === 400 || status === 403
    ? { kind: "refused" }
    : { kind: "unavailable", retryAfterMs: retryAfterMs ?? NOT_YET_MS };
}
