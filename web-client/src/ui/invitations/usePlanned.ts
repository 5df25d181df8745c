import { useMemo } from "preact/hooks";
import type { UpcomingMeeting } from "../../api";
import { planningApi } from "../../api/planning";
import { createLoader, POLL_MS } from "../../app/loader";
import { useApp } from "../context";
import { useStop } from "../hooks";

export interface Planned {
  /// Empty while it is not known.
  readonly meetings: readonly UpcomingMeeting[];
  readonly refresh: () => void;
}

/// What the host has planned, kept fresh while one looks.
export function usePlanned(): Planned {
  const { api, ticking } = useApp();
  const stop = useStop();
  const loader = useMemo(
    () => createLoader((signal) => planningApi(api).upcoming(signal), stop, { ticking, everyMs: POLL_MS }),
    [api, ticking, stop],
  );
  const state = loader.state.value;
  return { meetings: state.kind === "ready" ? state.value : [], refresh: loader.refresh };
}
