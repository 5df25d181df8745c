import type { CoreApi, ProgramsApi } from "../api";
import type { Auth } from "../auth";
import type { Call } from "../call";
import type { Ticking } from "./loader";
import type { Preferences } from "./preferences";
import type { Router } from "./router";

/// Everything a page may ask for. Made once in `main.tsx`, and of fakes in the gallery.
export interface App {
  readonly auth: Auth;
  readonly api: CoreApi;
  readonly programs: ProgramsApi;
  readonly router: Router;
  readonly preferences: Preferences;
  readonly ticking: Ticking;
  /// Loads what a meeting needs, opens no device and no connection yet.
  readonly openCall: (meetingId: string) => Promise<Call>;
  readonly nowMs: () => number;
  /// The last meeting with each contact whose end this page has seen: core may hear of it later.
  readonly seenEnd: Map<string, string>;
}
