import { ESLint, Linter } from "eslint";
import tseslint from "typescript-eslint";
import { beforeAll, describe, expect, it } from "vitest";

/// No line of the page may make a way for pictures and sound that has no transform: the linter holds it, and these
/// tests hold the linter.

const ANYWHERE = "src/media/leg.ts";

type Rules = Linter.RulesRecord;

describe("outside of peer.ts the linter refuses", () => {
  let rules: Rules;

  beforeAll(async () => {
    rules = await rulesFor(ANYWHERE);
  });

  it.each([
    "new RTCPeerConnection();",
    "new window.RTCPeerConnection();",
    "new globalThis.RTCPeerConnection();",
    "new globalThis['RTCPeerConnection']();",
    "new globalThis[`RTCPeerConnection`]();",
    "new (window as any).webkitRTCPeerConnection();",
    "const Native = RTCPeerConnection; new Native();",
    "const { RTCPeerConnection: Native } = window;",
    "const { RTCPeerConnection } = globalThis;",
    "Reflect.construct(RTCPeerConnection, []);",
    "class Own extends RTCPeerConnection {}",
    "const make = { RTCPeerConnection };",
    "make(RTCPeerConnection);",
    "const pc: RTCPeerConnection = new RTCPeerConnection();",
    "pc.addTransceiver('video');",
    "pc['addTransceiver']('video');",
    "const { addTransceiver } = pc;",
    "pc.addTrack(track);",
    "pc.addStream(stream);",
    "sender.transform = null;",
    "sender.transform = other;",
    "receiver.transform = undefined;",
    "sender.createEncodedStreams();",
    "new RTCRtpScriptTransform(worker);",
  ])("%s", (code) => {
    expect(complaintsOf(code, rules)).not.toEqual([]);
  });

  it.each([
    "function use(pc: RTCPeerConnection): void {}",
    "if (typeof RTCPeerConnection === 'undefined') {}",
    "let peer: typeof RTCPeerConnection;",
    "new MediaStream([track]);",
    "const { transform } = options; transform(frame);",
  ])("but not: %s", (code) => {
    expect(complaintsOf(code, rules)).toEqual([]);
  });
});

describe("a file that may do one thing may not do the other", () => {
  it("peer.ts sets no transforms", async () => {
    const rules = await rulesFor("src/media/peer.ts");
    expect(complaintsOf("new RTCPeerConnection();", rules)).toEqual([]);
    expect(complaintsOf("sender.transform = null;", rules)).not.toEqual([]);
  });

  it("transforms.ts makes no peer connections", async () => {
    const rules = await rulesFor("src/e2ee/transforms.ts");
    expect(complaintsOf("sender.transform = out;", rules)).toEqual([]);
    expect(complaintsOf("new RTCPeerConnection();", rules)).not.toEqual([]);
  });

  it.each(["src/main.tsx", "src/compose.ts", "src/ui/root.tsx", "src/e2ee/worker.ts", "src/some/new/file.ts"])(
    "%s does neither",
    async (file) => {
      const rules = await rulesFor(file);
      expect(complaintsOf("new RTCPeerConnection();", rules)).not.toEqual([]);
      expect(complaintsOf("sender.transform = null;", rules)).not.toEqual([]);
    },
  );
});

async function rulesFor(file: string): Promise<Rules> {
  const { rules } = (await new ESLint().calculateConfigForFile(file)) as { rules: Rules };
  return { "no-restricted-syntax": rules["no-restricted-syntax"] ?? "off" };
}

function complaintsOf(code: string, rules: Rules): string[] {
  const parser = tseslint.parser as Linter.Parser;
  return new Linter().verify(code, [{ languageOptions: { parser }, rules }]).map(({ message }) => message);
}
