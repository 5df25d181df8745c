import { describe, expect, it } from "vitest";
import { newClock, onAnswer } from "./clock";
import { decodeControl, encodeControl } from "./control";
import { LEAD_MS, playDose } from "./playing";
import { act, NOT_TOGETHER, onTold, runElapsedMs, tellTogether, type Told, type Together, type TogetherAct, withClock, withNewClock } from "./together";
import type { Seat } from "./types";

const DOSE = playDose({ sets: 3, reps: 10, holdSeconds: null, restSeconds: 60, perSide: false });
const SQUAT: TogetherAct = { kind: "play", exercise: "squat", dose: DOSE };
const T = 1_700_000_000_000;

/// As it comes out at the other end.
function travelled(told: Told): Told {
  const message = decodeControl(encodeControl({ kind: "together", told }));
  if (message?.kind !== "together") throw new Error("not read as it was written");
  return message.told;
}

const hear = (page: Together, other: Together, atMs = T): Together => onTold(page, travelled(tellTogether(other, atMs)), atMs);
const elapsed = (page: Together, nowMs: number): number | null => page.play.value && runElapsedMs(page.play.value.run, nowMs);
/// What a page shows but for its own ways of keeping it.
const shown = ({ now, play, distance }: Together): unknown => ({ now, play, distance });

describe("VM-02: pointing and doing an exercise together", () => {
  it("shows at both what one points at, and plays from the same moment", () => {
    const host = act(NOT_TOGETHER, SQUAT, "host", T);
    const invitee = hear(NOT_TOGETHER, host);

    expect(invitee.now.value).toBe("squat");
    expect(elapsed(host, T)).toBe(-LEAD_MS);
    expect(elapsed(invitee, T)).toBe(-LEAD_MS);
  });

  it("holds the instructor's press where both press at once, at both", () => {
    const before = act(NOT_TOGETHER, SQUAT, "host", T);
    const there = hear(NOT_TOGETHER, before);
    const host = act(before, { kind: "pause" }, "host", T + 5000);
    const invitee = act(there, { kind: "skip" }, "invitee", T + 5000);

    const hostAfter = hear(host, invitee);
    const inviteeAfter = hear(invitee, host);

    expect(hostAfter.play.value?.run).toEqual({ kind: "paused", elapsedMs: 5000 - LEAD_MS });
    expect(shown(inviteeAfter)).toEqual(shown(hostAfter));
  });

  it("loses nothing where the two press on different things at once", () => {
    const host = act(NOT_TOGETHER, { kind: "point", exercise: "heel" }, "host", T);
    const invitee = act(NOT_TOGETHER, { kind: "standBack" }, "invitee", T);

    expect(shown(hear(host, invitee))).toEqual(shown(hear(invitee, host)));
    expect(hear(host, invitee).distance.value).toBe("on");
    expect(hear(invitee, host).now.value).toBe("heel");
  });

  it("tells a page that was loaded anew how things are", () => {
    let host = act(NOT_TOGETHER, SQUAT, "host", T);
    host = act(host, { kind: "pause" }, "host", T + 10_000);
    host = act(host, { kind: "resume" }, "host", T + 20_000);

    const anew = hear(NOT_TOGETHER, host, T + 30_000);

    expect(elapsed(anew, T + 30_000)).toBe(20_000 - LEAD_MS);
    // And it is not told back as something new.
    expect(hear(host, anew, T + 31_000)).toEqual(host);
  });

  it("goes to the rest after the set, then to the next set, at Next", () => {
    const started = act(NOT_TOGETHER, SQUAT, "host", T);
    const resting = act(started, { kind: "skip" }, "host", T + LEAD_MS + 4000);
    expect(elapsed(resting, T + LEAD_MS + 4000)).toBe(30_000);
    const second = act(resting, { kind: "skip" }, "invitee", T + LEAD_MS + 6000);
    expect(elapsed(second, T + LEAD_MS + 6000)).toBe(90_000);
  });

  it("keeps in step although one clock is wrong by minutes", () => {
    const ahead = 240_000;
    const host = act(NOT_TOGETHER, SQUAT, "host", T + ahead);
    // Heard 80 ms later, before anything is known of the host's clock.
    let invitee = onTold(NOT_TOGETHER, travelled(tellTogether(host, T + ahead)), T + 80);
    expect(elapsed(invitee, T + 1000)).toBeCloseTo(1000 - 80 - LEAD_MS, -2);
    // Then the clocks are compared: asked at 1000, answered at once, 60 ms for the whole way.
    const clock = onAnswer(newClock(T), T + 1000, T + ahead + 1030, T + 1060);
    invitee = withClock(invitee, clock);
    expect(elapsed(invitee, T + 2000)).toBe(2000 - LEAD_MS);
    expect(elapsed(host, T + ahead + 2000)).toBe(2000 - LEAD_MS);
  });

  it("does not move when the other comes back with another clock", () => {
    const host = act(NOT_TOGETHER, SQUAT, "host", T + 5000);
    let invitee = onTold(NOT_TOGETHER, travelled(tellTogether(host, T + 5000)), T);
    invitee = withNewClock(invitee, newClock(T + 100));
    invitee = withClock(invitee, onAnswer(invitee.clock, T + 100, T + 999_000, T + 110));
    expect(elapsed(invitee, T + 1000)).toBe(1000 - LEAD_MS);
  });

  it("shows both the same in the end, in whatever order messages come and people press", () => {
    const presses: readonly TogetherAct[] = [
      SQUAT,
      { kind: "play", exercise: "heel", dose: DOSE },
      { kind: "pause" },
      { kind: "resume" },
      { kind: "skip" },
      { kind: "stopPlay" },
      { kind: "point", exercise: "bridge" },
      { kind: "point", exercise: null },
      { kind: "standBack" },
      { kind: "distanceYes" },
      { kind: "closeUp" },
    ];
    for (let seed = 1; seed <= 200; seed++) {
      let random = seed;
      const roll = (sides: number): number => {
        random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
        return Math.floor((random / 2_147_483_648) * sides);
      };
      const compared = withClock(NOT_TOGETHER, onAnswer(newClock(T), T, T, T));
      const pages: Record<Seat, Together> = { host: compared, invitee: compared };
      const onTheWay: Record<Seat, Told[]> = { host: [], invitee: [] };
      const other = (seat: Seat): Seat => (seat === "host" ? "invitee" : "host");
      for (let step = 0; step < 60; step++) {
        const seat: Seat = roll(2) === 0 ? "host" : "invitee";
        const nowMs = T + step * 700;
        const press = presses[roll(presses.length)];
        if (roll(3) > 0 && press) {
          const after = act(pages[seat], press, seat, nowMs);
          if (after !== pages[seat]) onTheWay[other(seat)].push(travelled(tellTogether(after, nowMs)));
          pages[seat] = after;
        } else {
          const told = onTheWay[seat].shift();
          if (told) pages[seat] = onTold(pages[seat], told, nowMs);
        }
        // A reload now and then: it knows nothing, and is told once the other has heard what was said before.
        if (roll(40) === 0) {
          for (const told of onTheWay[other(seat)].splice(0)) pages[other(seat)] = onTold(pages[other(seat)], told, nowMs);
          pages[seat] = onTold(compared, travelled(tellTogether(pages[other(seat)], nowMs)), nowMs);
          onTheWay[seat] = [];
        }
      }
      const late = T + 60_000;
      const both = { host: tellTogether(pages.host, late), invitee: tellTogether(pages.invitee, late) };
      // What was on the way is older than what is told last.
      const host = onTold(pages.host, travelled(both.invitee), late);
      const invitee = onTold(pages.invitee, travelled(both.host), late);
      expect(shown(host), `seed ${seed}`).toEqual(shown(invitee));
    }
  });
});

describe("VM-02: distance mode", () => {
  it("begins at once where the client wishes it, and with the client's yes where the instructor does", () => {
    expect(act(NOT_TOGETHER, { kind: "standBack" }, "invitee", T).distance.value).toBe("on");
    const asked = act(NOT_TOGETHER, { kind: "standBack" }, "host", T);
    expect(asked.distance.value).toBe("asked");
    expect(act(asked, { kind: "distanceYes" }, "host", T)).toBe(asked);
    expect(act(asked, { kind: "distanceYes" }, "invitee", T).distance.value).toBe("on");
  });

  it("is not begun by an instructor's page that says yes for the client", () => {
    const forged: Told = { ...tellTogether(NOT_TOGETHER, T), distance: { n: 9, by: "host", value: "on" } };
    expect(onTold(NOT_TOGETHER, forged, T).distance.value).toBe("off");
  });

  it("is ended by either", () => {
    const on = act(NOT_TOGETHER, { kind: "standBack" }, "invitee", T);
    expect(act(on, { kind: "closeUp" }, "host", T).distance.value).toBe("off");
    expect(act(on, { kind: "closeUp" }, "invitee", T).distance.value).toBe("off");
  });
});

describe("what is told of being together", () => {
  const written = (change: object): Uint8Array => {
    const text = new TextDecoder().decode(encodeControl({ kind: "together", told: tellTogether(act(NOT_TOGETHER, SQUAT, "host", T), T) }));
    return new TextEncoder().encode(JSON.stringify({ ...(JSON.parse(text) as object), ...change }));
  };

  it.each([
    { now: { n: -1, by: "host", value: null } },
    { now: { n: 1_000_001, by: "host", value: "squat" } },
    { now: { n: 1, by: "server", value: "squat" } },
    { now: { n: 1, by: "host", value: "<b>squat</b>" } },
    { play: { n: 1, by: "host", value: { exercise: "squat", sets: 1e9, reps: 1, hold: 0, rest: 0, still: false, since: T } } },
    { distance: { n: 1, by: "host", value: "far" } },
    { at: "now" },
  ])("is not believed when it makes no sense: %o", (change) => {
    expect(decodeControl(written({}))).not.toBe(null);
    expect(decodeControl(written(change))).toBe(null);
  });

  it("is read as it was written, also of clocks and programs", () => {
    for (const message of [
      { kind: "clock", atMs: T },
      { kind: "clockIs", atMs: T, theirsMs: T + 3 },
      { kind: "program", id: "p-1", version: 12 },
    ] as const) {
      expect(decodeControl(encodeControl(message))).toEqual(message);
    }
  });
});
