import type { TrackRole } from "../call/ports";
import { array, integer, object, oneOf } from "../json/parse";

/// What page and worker say to each other. Keys will never be among it.

export interface TransformOptions {
  readonly id: number;
  readonly direction: "send" | "receive";
  readonly role: TrackRole;
}

export type ToWorker = { readonly t: "count"; readonly n: number };

export type FromWorker =
  /// The first frame has left this transform.
  | { readonly t: "first"; readonly id: number }
  | { readonly t: "counts"; readonly n: number; readonly counts: readonly { readonly id: number; readonly seen: number }[] };

export const readOptions = object({
  id: integer(),
  direction: oneOf("send", "receive"),
  role: oneOf("mic", "camera", "screen", "screenSound"),
});

export const readToWorker = object({ t: oneOf("count"), n: integer() });

const first = object({ id: integer() });
const counts = object({ n: integer(), counts: array(object({ id: integer(), seen: integer() })) });

export function readFromWorker(value: unknown): FromWorker {
  const { t } = object({ t: oneOf("first", "counts") })(value, "worker");
  return t === "first" ? { t, ...first(value, "worker") } : { t, ...counts(value, "worker") };
}
