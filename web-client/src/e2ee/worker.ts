import { createKeyring, type MediaCtx } from "./frames";
import { createPairing } from "./pairing";
import { createSession, type Session } from "./session";
import {
  type FromWorker,
  readToWorker,
  readOptions,
  type SessionStart,
  type ToWorker,
  type TransformOptions,
} from "./workerMessages";

/// The worker that holds every key and through which every frame goes, in both directions. The page sees counts, the
/// state of the lock, and what the other one said; never a key.

interface EncodedFrame {
  data: ArrayBuffer;
}

interface Transformer {
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
  readonly options: unknown;
  /// Not in every browser; in one of them a request may stay unanswered for ever.
  readonly generateKeyFrame?: () => Promise<unknown>;
  readonly sendKeyFrameRequest?: () => Promise<unknown>;
}

interface TransformEvent extends Event {
  readonly transformer: Transformer;
}

const CTX: Readonly<Record<TransformOptions["role"], MediaCtx>> = { mic: 0, camera: 1, screen: 2, screenSound: 3 };

const keyring = createKeyring(crypto.subtle);
const seen = new Map<number, number>();
const pictures = new Map<number, () => Promise<unknown> | undefined>();
let session: Session | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let dueMs = Infinity;

const now = () => performance.now();

function tell(message: FromWorker): void {
  postMessage(message);
}

function start({ meetingId, issuer }: SessionStart): Session {
  return createSession(
    {
      keyring,
      startPairing: (sink) =>
        createPairing(
          {
            meetingId,
            issuer,
            fetch: (input, init) => fetch(input, init),
            subtle: crypto.subtle,
            random: (bytes) => void crypto.getRandomValues(bytes),
            elapsedMs: now,
            wallMs: () => Date.now(),
          },
          sink,
        ),
      wallMs: () => Date.now(),
      nowMs: now,
    },
    {
      tell,
      keysChanged: askForKeyFrames,
    },
  );
}

function askForKeyFrames(): void {
  for (const ask of pictures.values()) {
    // A refusal, however it comes, costs a moment of waiting for the next key frame and nothing else.
    void Promise.resolve().then(ask).catch(() => undefined);
  }
}

/// Everything that happens goes through here, so that the timer always fits what is due next.
function drive(what: (running: Session) => void): void {
  if (session) {
    what(session);
    schedule();
    void session.idle().then(schedule);
  }
}

function schedule(): void {
  clearTimeout(timer);
  dueMs = session?.deadlineMs() ?? Infinity;
  if (Number.isFinite(dueMs)) {
    timer = setTimeout(() => drive((running) => running.onTimeout(now())), Math.max(0, dueMs - now()));
  }
}

/// A frame that is held for a pairing's confirmation holds up those behind it, and has to be let go in time.
function openFrame(ctx: MediaCtx, data: ArrayBuffer): Promise<ArrayBuffer | null> {
  const opening = keyring.openFrame(ctx, data, now());
  if (keyring.deadlineMs() < dueMs) {
    schedule();
  }
  return opening;
}

function run(transformer: Transformer): void {
  const { id, direction, role } = readOptions(transformer.options, "transform");
  const ctx = CTX[role];
  const isPicture = ctx === 1 || ctx === 2;
  const change =
    direction === "send"
      ? (data: ArrayBuffer) => keyring.sealFrame(ctx, data)
      : (data: ArrayBuffer) => openFrame(ctx, data);
  if (isPicture) {
    pictures.set(id, () => (direction === "send" ? transformer.generateKeyFrame?.() : transformer.sendKeyFrameRequest?.()));
  }
  seen.set(id, 0);
  let passed = false;
  const frames = new TransformStream<EncodedFrame, EncodedFrame>({
    transform: async (frame, controller) => {
      seen.set(id, (seen.get(id) ?? 0) + 1);
      // Fail closed: only what was sealed or opened is enqueued.
      const data = await change(frame.data).catch(() => null);
      if (data === null) {
        return;
      }
      frame.data = data;
      controller.enqueue(frame);
      if (!passed) {
        passed = true;
        tell({ t: "first", id });
      }
    },
  });
  // Ends when the peer connection is closed; there is nobody left to tell.
  transformer.readable
    .pipeThrough(frames)
    .pipeTo(transformer.writable)
    .catch(() => undefined)
    .finally(() => {
      seen.delete(id);
      pictures.delete(id);
    });
}

function onPage(message: ToWorker): void {
  switch (message.t) {
    case "start":
      session ??= start(message);
      return drive(() => undefined);
    case "freshPictures":
      return askForKeyFrames();
    case "count":
      return tell({ t: "counts", n: message.n, counts: [...seen].map(([id, count]) => ({ id, seen: count })) });
    default:
      return drive((running) => running.onPage(message, now()));
  }
}

addEventListener("rtctransform", (event) => run((event as TransformEvent).transformer));
addEventListener("message", ({ data }: MessageEvent<unknown>) => onPage(readToWorker(data)));
