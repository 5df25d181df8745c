import { claimsFor, createTestIssuer, fetchOf, ISSUER, JWKS_URI, type Part, type TestIssuer } from "../assertion/testIssuer";
import { createPairing } from "./pairing";
import type { AssertionAnswer } from "../../call/ports";
import type { Pairing, PairingDeps, PairingFailure, Role, Secured } from "./types";

/// Two real pairing machines, the relay between them, which may be malicious, and time that goes on when told to.

export const MEETING = "meeting-1";

export interface Letter {
  readonly from: string;
  readonly to: string;
  readonly data: Uint8Array;
}

/// What the relay makes of a letter: nothing, itself, others.
export type Relay = (letter: Letter) => readonly Letter[];
export const honest: Relay = (letter) => [letter];

export interface Page {
  readonly pairing: Pairing;
  readonly log: string[];
  readonly secured: Secured[];
  readonly failures: PairingFailure[];
  readonly jkts: string[];
  /// What this page's issuer answers; by default an assertion that holds.
  answer: (jkt: string) => AssertionAnswer | Promise<AssertionAnswer> | null;
  readonly sent: Set<Uint8Array>;
  /// Its connection: another one after a reconnect.
  connection: string;
}

export interface World {
  readonly issuer: TestIssuer;
  readonly deps: PairingDeps;
  readonly wallMs: () => number;
  nowMs(): number;
  relay: Relay;
  readonly letters: Letter[];
  /// What the relay still has, oldest first.
  readonly queue: Letter[];
  issuerIsUp: boolean;
  page(role: Role, connection: string, options?: { readonly claims?: Part; readonly issuer?: TestIssuer }): Page;
  /// Everything that can happen without time passing, does.
  settle(): Promise<void>;
  /// Time passes, and what is due happens.
  pass(ms: number): Promise<void>;
}

const START_MS = Date.UTC(2026, 10, 22, 10);

export async function createWorld(options: { readonly issuer?: TestIssuer } = {}): Promise<World> {
  const issuer = options.issuer ?? (await createTestIssuer());
  const pages: Page[] = [];
  const pending = new Set<Promise<void>>();
  let elapsed = 1000;
  const wallMs = () => START_MS + elapsed;

  const deps: PairingDeps = {
    meetingId: MEETING,
    issuer: { issuer: ISSUER, jwksUri: JWKS_URI },
    fetch: (...request) =>
      world.issuerIsUp ? fetchOf(() => [issuer.publicJwk], wallMs)(...request) : Promise.reject(new TypeError("no network")),
    subtle: crypto.subtle,
    random: (bytes) => void crypto.getRandomValues(bytes),
    elapsedMs: () => elapsed,
    wallMs,
  };

  async function quiet(): Promise<void> {
    for (;;) {
      await Promise.all(pages.map((page) => page.pairing.idle()));
      if (pending.size === 0) {
        return;
      }
      await Promise.all(pending);
    }
  }

  async function settle(): Promise<void> {
    for (let steps = 0; steps < 2000; steps++) {
      await quiet();
      const letter = world.queue.shift();
      if (!letter) {
        return;
      }
      for (const { from, to, data } of world.relay(letter)) {
        pages.find(({ connection }) => connection === to)?.pairing.onMessage(from, data, elapsed);
      }
    }
    throw new Error("the world does not come to rest");
  }

  async function pass(ms: number): Promise<void> {
    const end = elapsed + ms;
    for (let steps = 0; steps < 5000; steps++) {
      await settle();
      const next = Math.min(...pages.map((page) => page.pairing.deadlineMs()));
      if (next > end) {
        elapsed = end;
        return;
      }
      elapsed = Math.max(elapsed, next);
      pages.forEach((page) => page.pairing.onTimeout(elapsed));
    }
    throw new Error("time stands still");
  }

  function page(role: Role, connection: string, { claims = {}, issuer: signer = issuer }: Parameters<World["page"]>[2] = {}): Page {
    const sub = role === "instructor" ? "kari" : "ola";
    const created: Page = {
      connection,
      log: [],
      secured: [],
      failures: [],
      jkts: [],
      sent: new Set(),
      answer: async (jkt) => ({
        kind: "ok",
        jwt: await signer.sign(claimsFor(wallMs(), { sub, name: sub, role, cnf: { jkt }, ...claims })),
      }),
      pairing: createPairing(
        deps,
        {
          post: (to, data) => {
            const letter = { from: created.connection, to, data };
            created.sent.add(data);
            world.letters.push(letter);
            world.queue.push(letter);
          },
          wantAssertion: (jkt) => {
            created.jkts.push(jkt);
            const answering = Promise.resolve(created.answer(jkt)).then((answer) => {
              if (answer) {
                created.pairing.onAssertion(answer, elapsed);
              }
              pending.delete(answering);
            });
            pending.add(answering);
          },
          securing: () => created.log.push("securing"),
          confirming: (generation) => created.log.push(`confirming ${generation}`),
          secured: (result) => {
            created.log.push("secured");
            created.secured.push(result);
          },
          failed: (reason) => {
            created.log.push(`failed ${reason}`);
            created.failures.push(reason);
          },
        },
      ),
    };
    pages.push(created);
    return created;
  }

  const world: World = {
    issuer,
    deps,
    wallMs,
    nowMs: () => elapsed,
    relay: honest,
    letters: [],
    queue: [],
    issuerIsUp: true,
    page,
    settle,
    pass,
  };
  return world;
}

/// Tells both pages that they are connected with each other.
export async function introduce(world: World, a: Page, b: Page): Promise<void> {
  a.pairing.onConnections(a.connection, b.connection, world.nowMs());
  b.pairing.onConnections(b.connection, a.connection, world.nowMs());
  await world.settle();
}

export async function createCouple(issuer?: TestIssuer): Promise<{ world: World; a: Page; b: Page }> {
  const world = await createWorld(issuer ? { issuer } : {});
  const a = world.page("instructor", "conn-a");
  const b = world.page("participant", "conn-b");
  await world.settle();
  return { world, a, b };
}

/// The JSON of a handshake message, to look into or to change.
export function jsonOf(data: Uint8Array): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(data.subarray(1))) as Record<string, unknown>;
}

export function dataOf(json: unknown): Uint8Array {
  return Uint8Array.from([0, ...new TextEncoder().encode(JSON.stringify(json))]);
}

export const kindOf = (letter: Letter): string => String(jsonOf(letter.data)["t"]);

export function last<T>(items: readonly T[]): T {
  const item = items.at(-1);
  if (item === undefined) {
    throw new Error("there is none");
  }
  return item;
}

export const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));

export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
