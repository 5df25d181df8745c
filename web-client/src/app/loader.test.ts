import { describe, expect, it } from "vitest";
import type { ApiRefusal, Result } from "../api";
import { createLoader, type Ticking } from "./loader";

type Answer = Result<string, ApiRefusal>;

const ok = (value: string): Answer => ({ kind: "ok", value });
const refused = (code: string, status = 0): Answer => ({ kind: "refused", refusal: { code, status } });

describe("what a page shows from the server", () => {
  it("is loading, then there", async () => {
    const { loader } = load([ok("first")]);
    expect(loader.state.value).toEqual({ kind: "loading" });
    await settled();
    expect(loader.state.value).toEqual({ kind: "ready", value: "first" });
  });

  it("is asked for again with every tick", async () => {
    const { loader, tick } = load([ok("first"), ok("second")]);
    await settled();
    tick();
    await settled();
    expect(loader.state.value).toEqual({ kind: "ready", value: "second" });
  });

  it("is asked for once more when news came while the answer was on its way", async () => {
    const { loader, tick } = load([ok("first"), ok("second"), ok("third")]);
    tick();
    tick();
    await settled();
    expect(loader.state.value).toEqual({ kind: "ready", value: "second" });
  });

  it("stays when the network fails in between", async () => {
    const { loader, tick } = load([ok("first"), refused("network")]);
    await settled();
    tick();
    await settled();
    expect(loader.state.value).toEqual({ kind: "ready", value: "first" });
  });

  it("goes when the server says that it is gone", async () => {
    const { loader, tick } = load([ok("first"), refused("meeting-not-open", 404)]);
    await settled();
    tick();
    await settled();
    expect(loader.state.value).toMatchObject({ kind: "refused", refusal: { code: "meeting-not-open" } });
  });

  it("is no longer asked for once the page is gone", async () => {
    const { loader, tick, stop, asked } = load([ok("first"), ok("second")]);
    await settled();
    stop.abort();
    tick();
    await settled();
    expect(loader.state.value).toEqual({ kind: "ready", value: "first" });
    expect(asked()).toBe(1);
  });

  it("is not asked for twice at a time", () => {
    const { tick, asked } = load([ok("first")]);
    tick();
    tick();
    expect(asked()).toBe(1);
  });
});

function load(answers: readonly Answer[]) {
  let asked = 0;
  let onTick = (): void => undefined;
  const ticking: Ticking = {
    whileVisible: (_everyMs, tick) => {
      onTick = tick;
    },
  };
  const stop = new AbortController();
  const ask = (): Promise<Answer> => Promise.resolve(answers[asked++] ?? refused("network"));
  const loader = createLoader(ask, stop.signal, { ticking, everyMs: 4000 });
  return { loader, stop, tick: () => onTick(), asked: () => asked };
}

const settled = (): Promise<void> => Promise.resolve().then(() => Promise.resolve());
