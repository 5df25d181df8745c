/* global addEventListener, postMessage */
// Marks each frame that it sees on its way out, and sorts those that come in by whether they are marked: what comes
// in without the mark went round the worker on the other side, and was on the wire as the codec made it.

const MARK = Uint8Array.from({ length: 16 }, (_, index) => 0xa0 + index);
const count = { seen: 0, marked: 0, clear: 0 };

/** @param {ArrayBuffer} data */
function isMarked(data) {
  const end = new Uint8Array(data).subarray(-MARK.length);
  return end.length === MARK.length && MARK.every((byte, index) => end[index] === byte);
}

/** @param {ArrayBuffer} data */
function marked(data) {
  const longer = new Uint8Array(data.byteLength + MARK.length);
  longer.set(new Uint8Array(data));
  longer.set(MARK, data.byteLength);
  return longer.buffer;
}

addEventListener("rtctransform", (event) => {
  const { transformer } = event;
  const frames = new TransformStream({
    transform: (frame, controller) => {
      count.seen += 1;
      if (transformer.options.direction === "send") {
        frame.data = marked(frame.data);
        controller.enqueue(frame);
      } else if (isMarked(frame.data)) {
        count.marked += 1;
        frame.data = frame.data.slice(0, -MARK.length);
        controller.enqueue(frame);
      } else {
        count.clear += 1;
      }
    },
  });
  transformer.readable.pipeThrough(frames).pipeTo(transformer.writable).catch(() => undefined);
});

addEventListener("message", () => postMessage(count));
