import type { AttachedTransforms, FrameTransforms, TrackRole } from "../call/ports";
import { readFromWorker, type ToWorker, type TransformOptions } from "./workerMessages";
import workerUrl from "./worker?worker&url";

/// The worker is told of a broken page policy by this name: `trusted-types exorlive-worker` in the CSP.
const POLICY = "exorlive-worker";
const COUNTS_TIMEOUT_MS = 3000;

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): {
    createScriptURL(url: string): string | URL;
  };
}

interface Half {
  seen: number;
  first: () => void;
}

/// Gives each half of a transceiver its transform in the one worker. Confined to the page's thread.
export function createFrameTransforms(): FrameTransforms & { close(): void } {
  const supported = typeof RTCRtpScriptTransform !== "undefined" && typeof Worker !== "undefined";
  const worker = supported ? new Worker(scriptUrl(workerUrl), { type: "module", name: "exorlive-e2ee" }) : null;
  const halves = new Map<number, Half>();
  const counting = new Map<number, (answered: boolean) => void>();
  let nextId = 1;
  let nextCount = 1;

  worker?.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const message = readFromWorker(data);
    if (message.t === "first") {
      halves.get(message.id)?.first();
      return;
    }
    for (const { id, seen } of message.counts) {
      const half = halves.get(id);
      if (half) {
        half.seen = seen;
      }
    }
    counting.get(message.n)?.(true);
  });

  function transform(options: Omit<TransformOptions, "id">, first: () => void): { half: Half; id: number; transform: RTCRtpScriptTransform } {
    if (!worker) {
      throw new Error("this browser has no encoded transforms");
    }
    const id = nextId++;
    const half: Half = { seen: 0, first };
    halves.set(id, half);
    return { half, id, transform: new RTCRtpScriptTransform(worker, { ...options, id } satisfies TransformOptions) };
  }

  return {
    supported,
    attach: (sender: RTCRtpSender, receiver: RTCRtpReceiver, role: TrackRole): AttachedTransforms => {
      let sentFirst: () => void = () => undefined;
      const firstSent = new Promise<void>((resolve) => {
        sentFirst = resolve;
      });
      const out = transform({ direction: "send", role }, () => sentFirst());
      const back = transform({ direction: "receive", role }, () => undefined);
      sender.transform = out.transform;
      receiver.transform = back.transform;
      return {
        firstSent,
        get sent() {
          return out.half.seen;
        },
        get received() {
          return back.half.seen;
        },
        detach: () => {
          halves.delete(out.id);
          halves.delete(back.id);
        },
      };
    },
    readCounts: () =>
      new Promise<boolean>((resolve) => {
        const n = nextCount++;
        const timer = setTimeout(() => done(false), COUNTS_TIMEOUT_MS);
        const done = (answered: boolean) => {
          clearTimeout(timer);
          counting.delete(n);
          resolve(answered);
        };
        counting.set(n, done);
        worker?.postMessage({ t: "count", n } satisfies ToWorker);
      }),
    close: () => {
      worker?.terminate();
      halves.clear();
    },
  };
}

/// Where Trusted Types are enforced a worker's address must come out of a policy; ours lets through one address.
function scriptUrl(url: string): string | URL {
  const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  policy ??= trustedTypes?.createPolicy(POLICY, {
    createScriptURL: (wanted) => {
      if (wanted !== workerUrl) {
        throw new TypeError("not our worker");
      }
      return wanted;
    },
  });
  return policy ? policy.createScriptURL(url) : url;
}

let policy: ReturnType<TrustedTypes["createPolicy"]> | undefined;
