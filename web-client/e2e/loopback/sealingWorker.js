/* global addEventListener, postMessage */
// Seals and opens frames with the product's own keyring. On its way out it can also lie, as a media server could.

import { createKeyring } from "/frames.js";

const MAX_TIMES = 10_000;

const own = createKeyring(crypto.subtle);
/// The other side's keys, for frames that are sent back to whom they came from.
const others = createKeyring(crypto.subtle);
const count = { seen: 0, passed: 0 };
/** @type {number[]} */
let micros = [];
let lie = "none";
let replays = 0;
/** @type {ArrayBuffer[]} */
const kept = [];

const SCREEN = 2;
const CAMERA = 1;
const KEEP = 10;

const LIES = {
  none: (frame) => own.sealFrame(SCREEN, frame),
  // As the codec made it.
  plaintext: async (frame) => frame,
  // In the place of what was sealed, behind the clear bytes that were.
  plaintextWrapped: async (frame) => {
    const sealed = new Uint8Array(await own.sealFrame(SCREEN, frame));
    const prefix = sealed.subarray(0, (sealed[0] & 1) === 1 ? 11 : 18);
    return new Uint8Array([...prefix, ...new Uint8Array(frame)]).buffer;
  },
  replayed: async () => kept[replays++ % kept.length].slice(0),
  reflected: (frame) => others.sealFrame(SCREEN, frame),
  cameraOnScreen: (frame) => own.sealFrame(CAMERA, frame),
  altered: (frame) => changed(frame, (sealed) => sealed.length - 1),
  // The width of a key frame's picture, or one of the zeros.
  alteredPrefix: (frame) => changed(frame, () => 7),
  cut: async (frame) => (await own.sealFrame(SCREEN, frame)).slice(0, -1),
};

async function changed(frame, at) {
  const sealed = new Uint8Array(await own.sealFrame(SCREEN, frame));
  sealed[at(sealed)] ^= 1;
  return sealed.buffer;
}

async function send(frame) {
  const sealed = await LIES[lie](frame);
  if (lie === "none" && sealed && kept.length < KEEP) {
    kept.push(sealed.slice(0));
  }
  return sealed;
}

addEventListener("rtctransform", ({ transformer }) => {
  const sends = transformer.options.direction === "send";
  const frames = new TransformStream({
    transform: async (frame, controller) => {
      count.seen += 1;
      if (transformer.options.bare) {
        controller.enqueue(frame);
        return;
      }
      const from = performance.now();
      const data = sends ? await send(frame.data) : await own.openFrame(SCREEN, frame.data, from);
      if (micros.length < MAX_TIMES) {
        micros.push((performance.now() - from) * 1000);
      }
      if (data !== null) {
        count.passed += 1;
        frame.data = data;
        controller.enqueue(frame);
      }
    },
  });
  transformer.readable.pipeThrough(frames).pipeTo(transformer.writable).catch(() => undefined);
});

function pairing(seed, ownIndex) {
  return {
    baseKey: new Uint8Array(32).fill(seed),
    generation: 0,
    ownIndex,
    meetingId: "loopback",
    pairingId: new Uint8Array(16),
  };
}

addEventListener("message", async ({ data }) => {
  if (data.t === "key") {
    await own.install(pairing(data.seed, data.ownIndex), performance.now());
    await others.install(pairing(data.seed, 1 - data.ownIndex), performance.now());
  } else if (data.t === "lie") {
    lie = data.how;
  }
  postMessage({ ...count, drops: { ...own.drops }, micros });
  micros = [];
});
