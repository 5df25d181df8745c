import { claimsFor, createTestIssuer, fetchOf, ISSUER, JWKS_URI } from "../src/e2ee/assertion/testIssuer";
import { createPairing, type Pairing, type Role } from "../src/e2ee/pairing";

/// Both sides of a pairing in one worker, one after the other, so that what passes between two messages is the work
/// of one of them. Told "run", answers with milliseconds.

const ROUNDS = 25;

export interface Result {
  /// Until a page has its key, its assertion and its key package: the very first time, and later.
  readonly firstPreparation: number;
  readonly preparation: readonly number[];
  /// The very first pairing of a worker, both sides; then each step of the later ones.
  readonly firstPairing: number;
  readonly steps: Readonly<Record<Step, readonly number[]>>;
}

type Step = "hello" | "welcome" | "join" | "finishInstructor" | "finishParticipant";

async function couple() {
  const issuer = await createTestIssuer();
  const marks: number[] = [];
  const pages = new Map<string, Pairing>();
  const done: (() => void)[] = [];
  const mark = () => marks.push(performance.now());
  let left = 2;

  function page(role: Role, name: string, other: string): Promise<void> {
    return new Promise((prepared) => {
      const pairing = createPairing(
        {
          meetingId: "meeting-1",
          issuer: { issuer: ISSUER, jwksUri: JWKS_URI },
          fetch: fetchOf(() => [issuer.publicJwk], () => Date.now()),
          subtle: crypto.subtle,
          random: (bytes) => void crypto.getRandomValues(bytes),
          elapsedMs: () => performance.now(),
          wallMs: () => Date.now(),
        },
        {
          post: (_, data) => {
            mark();
            pages.get(other)?.onMessage(name, data, performance.now());
          },
          wantAssertion: (jkt) =>
            void issuer.sign(claimsFor(Date.now(), { role, sub: role, cnf: { jkt } })).then(async (jwt) => {
              pairing.onAssertion({ kind: "ok", jwt }, performance.now());
              await pairing.idle();
              prepared();
            }),
          securing: () => undefined,
          confirming: () => undefined,
          secured: () => {
            mark();
            left -= 1;
            if (left === 0) {
              done.forEach((tell) => tell());
            }
          },
          failed: (reason) => postMessage(`failed: ${reason}`),
        },
      );
      pages.set(name, pairing);
    });
  }

  const start = performance.now();
  await page("instructor", "a", "b");
  const preparation = performance.now() - start;
  await page("participant", "b", "a");
  const pair = async (): Promise<readonly number[]> => {
    const secured = new Promise<void>((resolve) => done.push(resolve));
    pages.get("a")?.onConnections("a", "b", performance.now());
    await pages.get("a")?.idle();
    mark();
    pages.get("b")?.onConnections("b", "a", performance.now());
    await secured;
    return marks;
  };
  return { preparation, pair };
}

/// Marks: start, HELLO, WELCOME, CONFIRM of B, CONFIRM of A, A secured, B secured.
function toSteps(marks: readonly number[]): readonly number[] {
  const [start = 0, hello = 0, welcome = 0, ofB = 0, ofA = 0, , secured = 0] = marks;
  return [hello - start, welcome - hello, ofB - welcome, ofA - ofB, secured - ofA];
}

async function measure(): Promise<Result> {
  const first = await couple();
  const firstMarks = await first.pair();
  const rounds: { readonly preparation: number; readonly steps: readonly number[] }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { preparation, pair } = await couple();
    rounds.push({ preparation, steps: toSteps(await pair()) });
  }
  const column = (index: number) => rounds.map(({ steps }) => steps[index] ?? Number.NaN);
  return {
    firstPreparation: first.preparation,
    preparation: rounds.map(({ preparation }) => preparation),
    firstPairing: toSteps(firstMarks).reduce((sum, ms) => sum + ms, 0),
    steps: {
      hello: column(0),
      welcome: column(1),
      join: column(2),
      finishInstructor: column(3),
      finishParticipant: column(4),
    },
  };
}

addEventListener("message", () => {
  measure()
    .then((result) => postMessage(result))
    .catch((error: unknown) => postMessage(String(error)));
});
