import type { Answer, Core } from "./coreApi";
import { nothing } from "./coreApi";

/// What an organisation does with the data of somebody who worked there: a copy, and forgetting them.
export interface LeavingApi {
  /// Everything that is kept about the person, as JSON.
  exported(sub: string): Answer<Blob>;
  /// For good. Pictures and videos of own exercises that others use stay only if `keepMedia`.
  erase(sub: string, keepMedia: boolean): Answer<null>;
}

export function leavingApi(core: Core): LeavingApi {
  const of = (sub: string): string => `/people/${encodeURIComponent(sub)}`;
  return {
    exported: (sub) => core.file({ path: `${of(sub)}/export`, accept: "application/json" }),
    erase: (sub, keepMedia) => core.ask({ method: "POST", path: `${of(sub)}/erasure`, body: { confirmed: true, keepMedia }, parse: nothing }),
  };
}
