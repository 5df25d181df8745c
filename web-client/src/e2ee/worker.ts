import { type EncodedFrame, throughUnchanged } from "./frame";
import { type FromWorker, readOptions, readToWorker, type TransformOptions } from "./workerMessages";

/// The worker through which every frame goes, in both directions. Confined to itself: the page sees counts.

interface Transformer {
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
  readonly options: unknown;
}

interface TransformEvent extends Event {
  readonly transformer: Transformer;
}

const seen = new Map<number, number>();

function tell(message: FromWorker): void {
  postMessage(message);
}

function run(transformer: Transformer): void {
  const use: TransformOptions = readOptions(transformer.options, "transform");
  seen.set(use.id, 0);
  let passed = false;
  const frames = new TransformStream<EncodedFrame, EncodedFrame>({
    transform: async (frame, controller) => {
      seen.set(use.id, (seen.get(use.id) ?? 0) + 1);
      // Fail closed: what was not let through by the frame function is not enqueued.
      if (!(await mayPass(frame, use))) {
        return;
      }
      controller.enqueue(frame);
      if (!passed) {
        passed = true;
        tell({ t: "first", id: use.id });
      }
    },
  });
  // Ends when the peer connection is closed; there is nobody left to tell.
  transformer.readable
    .pipeThrough(frames)
    .pipeTo(transformer.writable)
    .catch(() => undefined)
    .finally(() => seen.delete(use.id));
}

async function mayPass(frame: EncodedFrame, use: TransformOptions): Promise<boolean> {
  try {
    return await throughUnchanged(frame, use);
  } catch {
    return false;
  }
}

addEventListener("rtctransform", (event) => run((event as TransformEvent).transformer));

addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const { n } = readToWorker(data, "page");
  tell({ t: "counts", n, counts: [...seen].map(([id, count]) => ({ id, seen: count })) });
});
