import { beforeAll, describe, expect, it, vi } from "vitest";
import { fromBase64Url, toBase64Url } from "../../json/base64url";
import { createTestIssuer, type TestIssuer } from "../assertion/testIssuer";
import { createWorld, dataOf, introduce, jsonOf, type Letter, type Page, type World } from "./testWorld";

/// Much cryptography, and machines that do other things as well.
vi.setConfig({ testTimeout: 60_000 });

/// Two pages and a relay that, by the seed, drops, holds back, repeats, changes, reflects and swaps; pages reload,
/// reconnect and ask for repair. Whenever both say that they are secure by the same pairing they have the same keys
/// and the same code, and no two pairings ever share a key. A failing run is repeated by its seed.

const SEEDS = Array.from({ length: 25 }, (_, index) => 1000 + index);
const ROUNDS = 25;

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await createTestIssuer();
});

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Faults = Readonly<Record<"drop" | "hold" | "repeat" | "change" | "reflect" | "replay", number>>;

/// What no accident explains is a security failure, so gentle runs have none of it.
const GENTLE: Faults = { drop: 0.1, hold: 0.15, repeat: 0.1, change: 0, reflect: 0, replay: 0.1 };
const HOSTILE: Faults = { ...GENTLE, change: 0.2, reflect: 0.05 };

function relayOf(random: () => number, faults: Faults): World["relay"] {
  const past: Letter[] = [];
  const held: Letter[] = [];
  const some = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)];
  return (letter) => {
    past.push(letter);
    const out: Letter[] = [letter];
    if (random() < faults.drop) out.pop();
    if (random() < faults.hold) held.push(...out.splice(0));
    if (random() < faults.repeat) out.push(letter);
    if (random() < faults.replay) out.push(...[some(past)].filter((old) => old !== undefined));
    if (random() < faults.reflect) out.push({ from: letter.to, to: letter.from, data: letter.data });
    if (random() < 0.3) out.push(...held.splice(0));
    return out.map((one) => (random() < faults.change ? changed(one, random) : one));
  };
}

function changed(letter: Letter, random: () => number): Letter {
  const json = jsonOf(letter.data);
  const fields = ["p", "kp", "w", "c", "mac", "n"].filter((name) => typeof json[name] === "string");
  const field = fields[Math.floor(random() * fields.length)];
  if (field === undefined) {
    return letter;
  }
  const bytes = fromBase64Url(String(json[field]));
  const at = Math.floor(random() * bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  return { ...letter, data: dataOf({ ...json, [field]: toBase64Url(bytes) }) };
}

function checkInvariants(pages: readonly Page[]): void {
  const byPairing = new Map<string, { key: string; code: string; generation: number; roles: number[] }>();
  const keys = new Map<string, string>();
  const pageKeys = [1, 0].map((index) => pages.filter((page) => page.secured[0]?.keys.ownIndex === index).flatMap(({ jkts }) => jkts));
  for (const { secured } of pages) {
    for (const { keys: own, code, peerKey } of secured) {
      // Nobody but a page of the other role was ever agreed with; `peerKey` is what the keys depend on.
      expect([...(pageKeys[own.ownIndex] ?? []), ...silent(pages)]).toContain(peerKey);
      const id = toBase64Url(own.pairingId);
      const key = toBase64Url(own.baseKey);
      const known = byPairing.get(id);
      if (known) {
        expect({ ...known, roles: [] }).toEqual({ key, code: code.digits, generation: own.generation, roles: [] });
        expect(known.roles).not.toContain(own.ownIndex);
        known.roles.push(own.ownIndex);
      } else {
        byPairing.set(id, { key, code: code.digits, generation: own.generation, roles: [own.ownIndex] });
      }
      expect(keys.get(key) ?? id).toBe(id);
      keys.set(key, id);
    }
  }
}

/// Pages that have not become secure yet have a key too.
const silent = (pages: readonly Page[]) => pages.filter(({ secured }) => secured.length === 0).flatMap(({ jkts }) => jkts);

async function simulate(seed: number, faults: Faults): Promise<{ world: World; pages: Page[]; a: Page; b: Page }> {
  const random = randomOf(seed);
  const world = await createWorld({ issuer });
  let [a, b] = [world.page("instructor", "conn-a"), world.page("participant", "conn-b")];
  const pages = [a, b];
  world.relay = relayOf(random, faults);
  for (let round = 0; round < ROUNDS; round++) {
    const what = random();
    if (what < 0.06) {
      pages.push((a = world.page("instructor", `conn-a${round}`)));
    } else if (what < 0.12) {
      pages.push((b = world.page("participant", `conn-b${round}`)));
    } else if (what < 0.2) {
      b.connection = `conn-b${round}`;
    } else if (what < 0.3) {
      (random() < 0.5 ? a : b).pairing.repair(world.nowMs());
    } else if (what < 0.4) {
      world.issuerIsUp = !world.issuerIsUp;
    }
    await introduce(world, a, b);
    await world.pass(Math.floor(random() * 8000));
    checkInvariants(pages);
  }
  return { world, pages, a, b };
}

describe("under faults that are no lies", () => {
  it.each(SEEDS)("seed %i: keys agree, nobody is blamed, and it heals", async (seed) => {
    const { world, pages, a, b } = await simulate(seed, GENTLE);
    expect(pages.flatMap((page) => page.failures).filter((reason) => reason !== "tooManyTries")).toEqual([]);

    world.relay = (letter) => [letter];
    world.issuerIsUp = true;
    await world.pass(11 * 60_000);
    b.connection = "conn-last";
    await introduce(world, a, b);
    await world.pass(30_000);
    expect(a.secured.at(-1)?.caseId).toBe(b.secured.at(-1)?.caseId);
    expect(a.secured.at(-1)?.keys.baseKey).toEqual(b.secured.at(-1)?.keys.baseKey);
  });
});

describe("under a relay that changes what it carries", () => {
  it.each(SEEDS)("seed %i: who says secure has the same keys as the other", async (seed) => {
    const { pages } = await simulate(seed, HOSTILE);
    checkInvariants(pages);
  });
});
