import { describe, expect, it } from "vitest";
import { createNames } from "./names";
import { createCoreApi } from "./coreApi";
import { recordsApi } from "./records";

const PDS = "https://pds.clinic.example";
const nora = { name: "Nora Dahl", birthDate: "1984-05-17", phone: null, email: "nora@example.org" };
const tokens = { accessToken: () => Promise.resolve("token") };

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/// Answers both core and the customer's service, and remembers what each was sent.
function setUp({ down = false, contact = {} }: { down?: boolean; contact?: object } = {}) {
  const sent: Sent[] = [];
  const now = { ms: 0 };
  const service = { down, address: PDS as string | null };
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    sent.push({ url, init });
    if (url.startsWith(PDS)) {
      if (service.down) return Promise.reject(new TypeError("down"));
      if (init.method === "PUT") return Promise.resolve(new Response(null, { status: 204 }));
      if (url.includes("/search")) return Promise.resolve(Response.json({ ids: ["c1"] }));
      return Promise.resolve(Response.json({ persons: { c1: nora } }));
    }
    return Promise.resolve(Response.json(url.includes("/search") ? { contacts: [], hasMore: false } : contact));
  };
  const names = createNames({ tokens, fetch, address: () => service.address, nowMs: () => now.ms });
  return { names, sent, now, service, core: createCoreApi(tokens, fetch, names), toPds: () => sent.filter(({ url }) => url.startsWith(PDS)) };
}

const BARE = {
  id: "c1", number: 17, version: 1, name: null, birthYear: null, birthDate: null, atLeast16: true, hasAccount: false, account: null,
  phone: null, email: null, instructor: null, access: { kind: "own", reason: null, until: null }, program: null,
  video: { allowed: false, refusal: null }, meetings: [], openMeeting: null,
};

describe("CO-18: names at the customer's own service", () => {
  it("are asked for in one request and kept in memory", async () => {
    const { names, toPds } = setUp();
    const [first] = await Promise.all([names.persons(["c1", "c2", "c3"]), names.persons(["c2", "c1"])]);
    await names.persons(["c1", "c2"]);
    expect(first.get("c1")).toEqual(nora);
    expect(first.has("c2")).toBe(false);
    expect(toPds().map(({ url }) => url)).toEqual([`${PDS}/pds/v1/persons?ids=c1,c2,c3`]);
  });

  it("are put into what core answers", async () => {
    const { core } = setUp({ contact: BARE });
    const answer = await core.contact("c1");
    expect(answer).toMatchObject({ kind: "ok", value: { name: "Nora Dahl", birthYear: 1984, email: "nora@example.org" } });
  });

  it("go to the service and never to core, whatever is saved or searched for", async () => {
    const { core, sent } = setUp({ contact: BARE });
    const records = recordsApi(core);
    await records.create({ ...nora, atLeast16: true });
    await records.change("c1", 1, { ...nora, atLeast16: true });
    await records.search("nora");
    const toCore = sent.filter(({ url }) => !url.startsWith(PDS)).map(({ url, init }) => `${url} ${init.body as string}`);
    expect(toCore).toHaveLength(3);
    expect(toCore.join(" ")).not.toMatch(/nora|dahl|1984/i);
    expect(toCore[2]).toContain("/contacts/search?ids=c1");
  });

  it("leave the page with numbers while the service is down, and are not asked for at each poll", async () => {
    const { core, names, now, service, toPds } = setUp({ down: true, contact: BARE });
    expect(await core.contact("c1")).toMatchObject({ kind: "ok", value: { name: null } });
    await core.contact("c1");
    expect(names.state.value).toBe("failed");
    expect(toPds()).toHaveLength(1);
    service.down = false;
    now.ms = 31_000;
    expect(await core.contact("c1")).toMatchObject({ kind: "ok", value: { name: "Nora Dahl" } });
    expect(names.state.value).toBe("on");
  });

  it("are asked for at once when somebody wants it", async () => {
    const { names, service } = setUp({ down: true });
    await names.persons(["c1"]);
    service.down = false;
    names.retry();
    expect((await names.persons(["c1"])).size).toBe(1);
  });

  it("are forgotten with who was signed in", async () => {
    const { names, service } = setUp();
    await names.persons(["c1"]);
    service.address = null;
    expect((await names.persons(["c1"])).size).toBe(0);
    expect(names.state.value).toBe("off");
  });

  it("that could not be kept are said so, and sent nowhere else", async () => {
    const { core, service } = setUp({ contact: BARE });
    await core.contact("c1");
    service.down = true;
    const answer = await recordsApi(core).change("c1", 1, { ...nora, atLeast16: true });
    expect(answer).toMatchObject({ kind: "refused", refusal: { code: "names-not-kept" } });
  });
});
