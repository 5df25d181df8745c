import { beforeAll, describe, expect, it, vi } from "vitest";
import { fromBase64Url, toBase64Url } from "../../json/base64url";
import { createAgreement, createSigner } from "../agreement";
import { thumbprint } from "../assertion";
import { claimsFor, createTestIssuer, ISSUER, type Part, type TestIssuer } from "../assertion/testIssuer";
import { utf8 } from "../bytes";
import { begin, confirm, type Context, join, type Started } from "./exchange";
import { readHandshake, writeHandshake } from "./handshake";
import { MAX_PAIRINGS } from "./pace";
import { createCouple, createWorld, dataOf, introduce, jsonOf, kindOf, last, type Letter, MEETING, type Page, type World } from "./testWorld";
import { commitmentOf, groupIdOf } from "./transcript";
import type { Role } from "./types";

/// Much cryptography, and machines that do other things as well.
vi.setConfig({ testTimeout: 60_000 });

/// Somebody who is not the other one tries to be: with assertions that hold for something else, and with the
/// issuer's own key.

const { subtle } = crypto;
const OWN_CLAIMS = { iss: ISSUER, name: "x", mtg: MEETING, iat: 0, exp: 0, amr: [], authTime: null, idp: null, acr: null };
const NINE = Date.UTC(2026, 10, 22, 9) / 1000;

let issuer: TestIssuer;
let thief: TestIssuer;
beforeAll(async () => {
  [issuer, thief] = [await createTestIssuer(), await createTestIssuer()];
});

/// Makes flawless handshakes of its own, but for the assertion, and believes everybody.
async function createStranger(world: World, role: Role, claims: Part, signedBy: TestIssuer) {
  const signer = await createSigner(subtle);
  const agreement = await createAgreement(subtle, signer);
  const cnf = { jkt: await thumbprint(subtle, signer.publicKey) };
  const sub = role === "instructor" ? "kari" : "ola";
  const jwt = await signedBy.sign(claimsFor(world.wallMs(), { sub, name: sub, role, cnf, ...claims }));
  const commitment = await commitmentOf(subtle, role, signer.publicKey, new Uint8Array(32));
  const keyPackage = async () => (await agreement.hello(utf8(jwt))).keyPackage;
  const context: Context = {
    deps: world.deps,
    keys: { find: () => Promise.resolve({ kind: "key", jwk: issuer.publicJwk }), nowMs: world.wallMs },
    own: { agreement, signatureKey: signer.publicKey, claims: { ...OWN_CLAIMS, sub, role, jkt: cnf.jkt } },
  };
  return {
    keyPackage,
    /// A HELLO with a commitment that is another's.
    beginWith: async (commitmentOfAnother: string) => {
      const { started, data } = await begin(context, await agreement.hello(utf8(jwt)));
      const changed = dataOf({ ...jsonOf(data), c: commitmentOfAnother });
      return { started: { ...started, sent: changed.slice(1) }, data: changed };
    },
    /// A CONFIRM whose code is right, with a nonce that is another's.
    confirmWith: async (nonce: Uint8Array<ArrayBuffer>, started: Started, welcome: Uint8Array) => {
      const message = readHandshake(welcome);
      if (message?.kind !== "welcome") {
        throw new Error("no welcome");
      }
      return confirm(context, { ...(await join(context, started, message, welcome)), nonce });
    },
    hello: async () =>
      writeHandshake({ kind: "hello", p: crypto.getRandomValues(new Uint8Array(16)), keyPackage: await keyPackage(), commitment }),
    welcomeTo: async (hello: Uint8Array) => {
      const { p, kp } = jsonOf(hello);
      const pairingId = fromBase64Url(String(p));
      const groupId = await groupIdOf(subtle, MEETING, pairingId);
      const own = await agreement.hello(utf8(jwt));
      const { welcome } = await agreement.accept(own, groupId, fromBase64Url(String(kp)), () => Promise.resolve(true));
      return writeHandshake({ kind: "welcome", p: pairingId, generation: 3, welcome, commitment });
    },
  };
}

const WRONG: readonly [string, Part][] = [
  ["for another meeting", { mtg: "meeting-2" }],
  ["from another issuer", { iss: "https://evil.example" }],
  ["for another audience", { aud: "exorlive-video" }],
  ["that has expired", { iat: NINE, exp: NINE + 600 }],
  ["that is not valid yet", { iat: NINE + 7200, exp: NINE + 7500 }],
  ["that is bound to another key", { cnf: { jkt: "A".repeat(43) } }],
];

describe("the instructor does not believe a HELLO", () => {
  async function tellInstructor(claims: Part, signedBy: TestIssuer): Promise<{ world: World; victim: Page }> {
    const { world, a } = await createCouple(issuer);
    const stranger = await createStranger(world, "participant", claims, signedBy);
    a.pairing.onConnections("conn-a", "conn-b", world.nowMs());
    a.pairing.onMessage("conn-b", await stranger.hello(), world.nowMs());
    await world.settle();
    return { world, victim: a };
  }

  it("unless it is right: the stranger of these tests makes no other mistake", async () => {
    const { world, victim } = await tellInstructor({}, issuer);
    expect(victim.failures).toEqual([]);
    expect(kindOf(last(world.letters))).toBe("welcome");
  });

  it.each<[string, Part]>([
    ...WRONG,
    ["of an instructor", { role: "instructor" }],
    ["of the instructor", { sub: "kari" }],
  ])("with an assertion %s", async (_, claims) => {
    const { world, victim } = await tellInstructor(claims, issuer);
    expect(victim.failures).toEqual(["notTrusted"]);
    expect(world.letters).toEqual([]);
  });

  it("with an assertion that another key than the issuer's has signed", async () => {
    const { victim } = await tellInstructor({}, thief);
    expect(victim.failures).toEqual(["notTrusted"]);
  });
});

describe("the participant does not believe a WELCOME", () => {
  async function answerParticipant(claims: Part, signedBy: TestIssuer): Promise<{ world: World; victim: Page }> {
    const { world, b } = await createCouple(issuer);
    const stranger = await createStranger(world, "instructor", claims, signedBy);
    b.pairing.onConnections("conn-b", "conn-a", world.nowMs());
    await world.settle();
    b.pairing.onMessage("conn-a", await stranger.welcomeTo(last(world.letters).data), world.nowMs());
    await world.settle();
    return { world, victim: b };
  }

  it("unless it is right: the stranger of these tests makes no other mistake", async () => {
    const { world, victim } = await answerParticipant({}, issuer);
    expect(victim.failures).toEqual([]);
    expect(kindOf(last(world.letters))).toBe("confirm");
  });

  it.each<[string, Part]>([
    ...WRONG,
    ["of a participant", { role: "participant" }],
    ["of the participant", { sub: "ola" }],
  ])("with an assertion %s; no nonce is shown", async (_, claims) => {
    const { world, victim } = await answerParticipant(claims, issuer);
    expect(victim.failures).toEqual(["notTrusted"]);
    expect(world.letters.map(kindOf)).toEqual(["hello"]);
  });

  it("with an assertion that another key than the issuer's has signed", async () => {
    const { world, victim } = await answerParticipant({}, thief);
    expect(victim.failures).toEqual(["notTrusted"]);
    expect(world.letters.map(kindOf)).toEqual(["hello"]);
  });
});

describe("a relay that puts another key package into the participant's HELLO", () => {
  it.each<[string, Part]>([["of another meeting", { mtg: "meeting-2" }], ["that holds", {}]])(
    "%s gains nothing",
    async (_, claims) => {
      const { world, a, b } = await createCouple(issuer);
      const stranger = await createStranger(world, "participant", claims, issuer);
      const keyPackage = toBase64Url(await stranger.keyPackage());
      world.relay = (letter) =>
        kindOf(letter) === "hello" ? [{ ...letter, data: dataOf({ ...jsonOf(letter.data), kp: keyPackage }) }] : [letter];
      await introduce(world, a, b);
      expect([a.secured, b.secured]).toEqual([[], []]);
      expect(a.failures.length + b.failures.length).toBe(1);
    },
  );
});

/// Has the issuer's key and the relay: two pages of its own, one for each of the two people.
async function createManInTheMiddle() {
  const { world, a, b } = await createCouple(issuer);
  const towardsA = world.page("participant", "conn-b");
  const towardsB = world.page("instructor", "conn-a");
  await world.settle();
  const pages = new Map([
    [a, towardsA],
    [towardsA, a],
    [b, towardsB],
    [towardsB, b],
  ]);
  /// Letters go to the page's counterpart, whoever the address says.
  world.relay = (letter: Letter) => {
    const from = [...pages.keys()].find((page) => page.sent.has(letter.data));
    const to = from && pages.get(from);
    to?.pairing.onMessage(letter.from, letter.data, world.nowMs());
    return [];
  };
  const start = () => {
    a.pairing.onConnections("conn-a", "conn-b", world.nowMs());
    towardsB.pairing.onConnections("conn-a", "conn-b", world.nowMs());
    towardsA.pairing.onConnections("conn-b", "conn-a", world.nowMs());
    b.pairing.onConnections("conn-b", "conn-a", world.nowMs());
  };
  return { world, a, b, towardsA, towardsB, start };
}

describe("a man in the middle who has the issuer's key", () => {
  it("gets both to be secure with him, but the two see different codes", async () => {
    const { world, a, b, towardsA, towardsB, start } = await createManInTheMiddle();
    start();
    await world.settle();
    expect(last(a.secured).keys.baseKey).toEqual(last(towardsA.secured).keys.baseKey);
    expect(last(b.secured).keys.baseKey).toEqual(last(towardsB.secured).keys.baseKey);
    expect(last(a.secured).code.digits).not.toBe(last(b.secured).code.digits);
    expect(last(a.secured).code.emoji).not.toEqual(last(b.secured).code.emoji);
  });

  it("can't use the nonce of one as his own towards the other: the commitment is bound to the key", async () => {
    const { world, a, b } = await createCouple(issuer);
    const towardsA = await createStranger(world, "participant", {}, issuer);
    const towardsB = await createStranger(world, "instructor", {}, issuer);
    a.pairing.onConnections("conn-a", "conn-b", world.nowMs());
    world.relay = () => [];
    b.pairing.onConnections("conn-b", "conn-a", world.nowMs());
    await world.settle();
    const helloOfB = last(world.letters).data;

    // He copies B's commitment into his own HELLO, and learns B's nonce in his pairing with B.
    const { started, data } = await towardsA.beginWith(String(jsonOf(helloOfB)["c"]));
    a.pairing.onMessage("conn-b", data, world.nowMs());
    await world.settle();
    const welcomeOfA = last(world.letters).data;
    b.pairing.onMessage("conn-a", await towardsB.welcomeTo(helloOfB), world.nowMs());
    await world.settle();
    const nonceOfB = fromBase64Url(String(jsonOf(last(world.letters).data)["n"]));

    const proof = await towardsA.confirmWith(nonceOfB, started, welcomeOfA);
    expect(kindOf({ from: "", to: "", data: proof })).toBe("confirm");
    a.pairing.onMessage("conn-b", proof, world.nowMs());
    await world.settle();
    expect(a.failures).toEqual(["notTrusted"]);
    expect(a.secured).toEqual([]);
  });

  it("who breaks off after seeing a nonce gets ten tries, then it is over and said", async () => {
    const { world, b } = await createCouple(issuer);
    const towardsB = await createStranger(world, "instructor", {}, issuer);
    b.pairing.onConnections("conn-b", "conn-a", world.nowMs());
    for (let tries = 0; tries < 40 && b.failures.length === 0; tries++) {
      await world.settle();
      const letter = last(world.letters);
      world.queue.length = 0;
      if (kindOf(letter) === "hello") {
        b.pairing.onMessage("conn-a", await towardsB.welcomeTo(letter.data), world.nowMs());
      }
      await world.pass(5000);
    }
    expect(b.failures).toEqual(["tooManyTries"]);
    expect(world.letters.filter((letter) => kindOf(letter) === "confirm")).toHaveLength(MAX_PAIRINGS);
  });

  it("who brings ever new connections does not get more tries by it", async () => {
    const { world, a } = await createCouple(issuer);
    for (let tries = 0; tries < 15; tries++) {
      const stranger = await createStranger(world, "participant", {}, issuer);
      a.pairing.onConnections("conn-a", `conn-${tries}`, world.nowMs());
      a.pairing.onMessage(`conn-${tries}`, await stranger.hello(), world.nowMs());
      await world.settle();
    }
    expect(world.letters.filter((letter) => kindOf(letter) === "welcome")).toHaveLength(MAX_PAIRINGS);
    expect(last(a.failures)).toBe("tooManyTries");
  });
});

describe("two who sign in as the same role", () => {
  it("never pair: two instructors wait, two participants are not answered", async () => {
    for (const role of ["instructor", "participant"] as const) {
      const world = await createWorld({ issuer });
      const [one, two] = [world.page(role, "conn-1"), world.page(role, "conn-2", { claims: { sub: "per" } })];
      await world.settle();
      await introduce(world, one, two);
      await world.pass(20_000);
      expect([one.secured, two.secured]).toEqual([[], []]);
    }
  });
});
