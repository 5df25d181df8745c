import { describe, expect, it, vi } from "vitest";
import { createCouple, createWorld, introduce, jsonOf, kindOf, last } from "./testWorld";
import { MAX_PAIRINGS } from "./pace";

/// Much cryptography, and machines that do other things as well.
vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;

describe("two pages pair", () => {
  it("in two round trips, with the same keys and the same code", async () => {
    const { world, a, b } = await createCouple();
    await introduce(world, a, b);

    expect(world.letters.map((letter) => [letter.from, kindOf(letter)])).toEqual([
      ["conn-b", "hello"],
      ["conn-a", "welcome"],
      ["conn-b", "confirm"],
      ["conn-a", "confirm"],
    ]);
    const [ofA, ofB] = [last(a.secured), last(b.secured)];
    expect(ofA.keys.baseKey).toHaveLength(32);
    expect(ofA.keys.baseKey).toEqual(ofB.keys.baseKey);
    expect(ofA.keys.pairingId).toEqual(ofB.keys.pairingId);
    expect(ofA.keys.generation).toBe(ofB.keys.generation);
    expect([ofA.keys.ownIndex, ofB.keys.ownIndex]).toEqual([0, 1]);
    expect(ofA.code).toEqual(ofB.code);
    expect(ofA.caseId).toBe(ofB.caseId);
    expect(a.log).toEqual(["securing", "secured"]);
    expect(b.log).toEqual(["securing", `confirming ${ofB.keys.generation}`, "secured"]);
  });

  it("and each learns who the other one is from the issuer", async () => {
    const { world, a, b } = await createCouple();
    await introduce(world, a, b);

    expect(last(a.secured).peer).toEqual({
      name: "ola",
      role: "participant",
      issuer: "https://id.example",
      methods: ["pwd"],
      signedInAtMs: expect.any(Number) as number,
    });
    expect(last(a.secured).peerKey).toBe(b.jkts[0]);
    expect(last(b.secured).peerKey).toBe(a.jkts[0]);
  });

  it("has everything ready before the other comes: nothing is asked of the issuer then", async () => {
    const { world, a, b } = await createCouple();
    expect([a.jkts.length, b.jkts.length]).toEqual([1, 1]);
    world.issuerIsUp = false;
    await introduce(world, a, b);
    expect(b.secured).toHaveLength(1);
    expect([a.jkts.length, b.jkts.length]).toEqual([1, 1]);
  });

  it("when the other came first and its assertion comes last", async () => {
    const world = await createWorld();
    const a = world.page("instructor", "conn-a");
    const b = world.page("participant", "conn-b");
    const { answer } = a;
    a.answer = () => null;
    await introduce(world, a, b);
    expect(a.secured).toHaveLength(0);

    a.answer = answer;
    await world.pass(15_000);
    expect([a.secured.length, b.secured.length]).toEqual([1, 1]);
  });

  it("when HELLO comes before the page has heard of the other's connection", async () => {
    const { world, a, b } = await createCouple();
    b.pairing.onConnections("conn-b", "conn-a", world.nowMs());
    await world.settle();
    expect(a.log).toEqual([]);
    a.pairing.onConnections("conn-a", "conn-b", world.nowMs());
    await world.settle();
    expect([a.secured.length, b.secured.length]).toEqual([1, 1]);
  });

  it("with different keys every time", async () => {
    const { world, a, b } = await createCouple();
    await introduce(world, a, b);
    b.pairing.repair(world.nowMs());
    await world.settle();
    expect(a.secured).toHaveLength(2);
    expect(a.secured[0]?.keys.baseKey).not.toEqual(a.secured[1]?.keys.baseKey);
    expect(a.secured[0]?.code).not.toEqual(a.secured[1]?.code);
    expect(a.secured[1]?.keys.generation).toBe(((a.secured[0]?.keys.generation ?? 0) + 1) % 16);
  });
});

describe("a page that comes back", () => {
  it("pairs anew on a new connection, with the same key: it is the same page", async () => {
    const { world, a, b } = await createCouple();
    await introduce(world, a, b);
    b.connection = "conn-b2";
    await introduce(world, a, b);
    expect(a.secured.map(({ peerKey }) => peerKey)).toEqual([b.jkts[0], b.jkts[0]]);
    expect(last(a.secured).code).toEqual(last(b.secured).code);
  });

  it("has another key after a reload, or on another device", async () => {
    const { world, a, b } = await createCouple();
    await introduce(world, a, b);
    const second = world.page("participant", "conn-b2");
    await introduce(world, a, second);
    expect(last(a.secured).peerKey).toBe(second.jkts[0]);
    expect(last(a.secured).peerKey).not.toBe(a.secured[0]?.peerKey);
    expect(last(a.secured).keys.baseKey).toEqual(last(second.secured).keys.baseKey);
  });

  it("may be the instructor: the participant says HELLO to the new connection", async () => {
    const { world, a, b } = await createCouple();
    await introduce(world, a, b);
    const second = world.page("instructor", "conn-a2");
    await introduce(world, second, b);
    expect(last(second.secured).code).toEqual(last(b.secured).code);
    expect(b.secured).toHaveLength(2);
  });

  it("does not pair again when nothing is new", async () => {
    const { world, a, b } = await createCouple();
    await introduce(world, a, b);
    await introduce(world, a, b);
    await world.pass(MINUTE);
    expect(a.secured).toHaveLength(1);
  });

  it("breaks off a pairing that was under way: the instructor never has two", async () => {
    const { world, a, b } = await createCouple();
    world.relay = (letter) => (kindOf(letter) === "confirm" ? [] : [letter]);
    await introduce(world, a, b);
    const held = last(world.letters);
    world.relay = (letter) => [letter];
    b.connection = "conn-b2";
    await introduce(world, a, b);
    a.pairing.onMessage("conn-b", held.data, world.nowMs());
    a.pairing.onMessage("conn-b2", held.data, world.nowMs());
    await world.settle();
    expect([a.secured.length, b.secured.length]).toEqual([1, 1]);
    expect(last(a.secured).caseId).toBe(last(b.secured).caseId);
  });
});

describe("when nobody answers", () => {
  it("the participant tries again after 5 s and then 1, 2, 4, 8 s, each time with a new pairing", async () => {
    const { world, a, b } = await createCouple();
    world.relay = () => [];
    const times: number[] = [];
    const start = world.nowMs();
    b.pairing.onConnections("conn-b", "conn-a", start);
    for (let second = 0; second <= 50; second++) {
      await world.settle();
      while (times.length < world.letters.length) {
        times.push((world.nowMs() - start) / 1000);
      }
      await world.pass(1000);
    }
    expect(times).toEqual([0, 6, 13, 22, 35, 48]);
    const ids = world.letters.map(({ data }) => jsonOf(data)["p"]);
    expect(new Set(ids).size).toBe(6);
    expect(a.log).toEqual([]);
  });

  it("it gives up in the end and says so", async () => {
    const { world, b } = await createCouple();
    world.relay = () => [];
    b.pairing.onConnections("conn-b", "conn-a", world.nowMs());
    await world.pass(10 * MINUTE);
    expect(b.failures).toEqual(["tooManyTries"]);
    expect(world.letters).toHaveLength(12);
  });

  it("a late answer to an earlier try is ignored", async () => {
    const { world, a, b } = await createCouple();
    world.relay = (letter) => (kindOf(letter) === "welcome" ? [] : [letter]);
    await introduce(world, a, b);
    const late = last(world.letters);
    world.relay = (letter) => [letter];
    await world.pass(7000);
    expect(b.secured).toHaveLength(1);
    b.pairing.onMessage("conn-a", late.data, world.nowMs());
    await world.settle();
    expect(b.log.filter((line) => line !== "securing")).toHaveLength(2);
    expect(b.failures).toEqual([]);
  });

  it("many hellos that come at once, after an outage, cost one pairing", async () => {
    const { world, a, b } = await createCouple();
    a.pairing.onConnections("conn-a", "conn-b", world.nowMs());
    const held: Uint8Array[] = [];
    world.relay = (letter) => {
      held.push(letter.data);
      return [];
    };
    b.pairing.onConnections("conn-b", "conn-a", world.nowMs());
    await world.pass(30_000);
    expect(held.length).toBeGreaterThan(3);
    world.relay = (letter) => [letter];
    held.forEach((data) => a.pairing.onMessage("conn-b", data, world.nowMs()));
    await world.settle();
    expect(world.letters.filter((letter) => kindOf(letter) === "welcome")).toHaveLength(1);
    expect(b.secured).toHaveLength(1);
  });
});

describe("frames that can't be opened", () => {
  it("make the participant pair anew", async () => {
    const { world, a, b } = await createCouple();
    await introduce(world, a, b);
    b.pairing.repair(world.nowMs());
    await world.settle();
    expect([a.secured.length, b.secured.length]).toEqual([2, 2]);
  });

  it("make the instructor ask for it", async () => {
    const { world, a, b } = await createCouple();
    await introduce(world, a, b);
    a.pairing.repair(world.nowMs());
    await world.settle();
    expect([a.secured.length, b.secured.length]).toEqual([2, 2]);
  });

  it("and a stranger's asking is honoured at most every 20 s, never past the limit, and never fails a pairing", async () => {
    const { world, a, b } = await createCouple();
    await introduce(world, a, b);
    const again = Uint8Array.from([0, ...new TextEncoder().encode('{"t":"again","v":1}')]);
    for (let second = 0; second < 5 * 60; second++) {
      b.pairing.onMessage("conn-a", again, world.nowMs());
      await world.pass(1000);
    }
    expect(b.secured).toHaveLength(MAX_PAIRINGS);
    expect([...a.failures, ...b.failures]).toEqual([]);
  });
});

describe("the own assertion", () => {
  it("is asked for again before it gets old, so that nobody waits when the other comes", async () => {
    const { world, a, b } = await createCouple();
    await world.pass(25 * MINUTE);
    expect(a.jkts).toHaveLength(4);
    expect(new Set(a.jkts).size).toBe(1);
    await introduce(world, a, b);
    expect(a.secured).toHaveLength(1);
  });

  it("is asked for again, slower and slower, while the issuer can't be reached; that is no failure", async () => {
    const world = await createWorld();
    const a = world.page("instructor", "conn-a");
    const b = world.page("participant", "conn-b");
    const { answer } = a;
    a.answer = () => ({ kind: "unavailable", retryAfterMs: 0 });
    await introduce(world, a, b);
    await world.pass(20_000);
    expect(a.jkts.length).toBeGreaterThan(3);
    expect(a.jkts.length).toBeLessThan(7);
    expect(a.failures).toEqual([]);
    a.answer = answer;
    await world.pass(40_000);
    expect(a.secured).toHaveLength(1);
  });

  it("is no failure either when the issuer's keys can't be had just now", async () => {
    const world = await createWorld();
    world.issuerIsUp = false;
    const a = world.page("instructor", "conn-a");
    const b = world.page("participant", "conn-b");
    await introduce(world, a, b);
    await world.pass(10_000);
    expect([...a.failures, ...b.failures]).toEqual([]);
    world.issuerIsUp = true;
    await world.pass(40_000);
    expect([a.secured.length, b.secured.length]).toEqual([1, 1]);
  });

  it("that the issuer refuses ends it, once somebody is there to pair with", async () => {
    const world = await createWorld();
    const a = world.page("instructor", "conn-a");
    a.answer = () => ({ kind: "refused" });
    await world.pass(MINUTE);
    expect(a.failures).toEqual([]);
    a.pairing.onConnections("conn-a", "conn-b", world.nowMs());
    world.page("participant", "conn-b").pairing.onConnections("conn-b", "conn-a", world.nowMs());
    await world.settle();
    expect(a.failures).toEqual(["identityRefused"]);
  });

  it("that says something else than it must ends it as well", async () => {
    const world = await createWorld();
    const a = world.page("instructor", "conn-a", { claims: { mtg: "meeting-2" } });
    a.pairing.onConnections("conn-a", "conn-b", world.nowMs());
    await world.settle();
    expect(a.failures).toEqual(["identityRefused"]);
  });

  it("that can't be renewed in a running call changes nothing", async () => {
    const { world, a, b } = await createCouple();
    await introduce(world, a, b);
    a.answer = () => ({ kind: "refused" });
    await world.pass(30 * MINUTE);
    expect(a.log).toEqual(["securing", "secured"]);
  });
});
