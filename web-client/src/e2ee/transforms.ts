import type { AttachedTransforms, FrameTransforms, TrackRole } from "../call/ports";
import type { FromWorker, ToWorker, TransformOptions } from "./workerMessages";

const COUNTS_TIMEOUT_MS = 3000;

interface Half {
  seen: number;
  first: () => void;
}

/// Gives each half of a transceiver its transform in the one worker. Confined to the page's thread.
export interface Transforms extends FrameTransforms {
  onWorker(message: Extract<FromWorker, { t: "first" | "counts" }>): void;
  close(): void;
}

export function createFrameTransforms(worker: Worker | null): Transforms {
  const halves = new Map<number, Half>();
  const counting = new Map<number, (answered: boolean) => void>();
  let nextId = 1;
  let nextCount = 1;

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
    supported: worker !== null,
    onWorker: (message) => {
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
    },
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
    freshPictures: () => worker?.postMessage({ t: "freshPictures" } satisfies ToWorker),
    close: () => halves.clear(),
  };
}
