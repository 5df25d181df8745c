import { useEffect, useMemo } from "preact/hooks";
import { browserTimers } from "../../app/announcer";
import { openDesk, type ProgramDesk } from "../../app/program/deskDriver";
import { randomBase64Url } from "../../json/base64url";
import { useApp } from "../context";

/// A program on a desk of its own, for as long as the view is there.
export function useDesk(id: string): ProgramDesk {
  const { programs, auth, nowMs } = useApp();
  const state = auth.state.value;
  const me = state.kind === "signedIn" ? state.me.sub : "";
  const { desk, stop } = useMemo(() => {
    const stop = new AbortController();
    const needs = { api: programs, me, nowMs, timers: browserTimers, newId: () => randomBase64Url(16), known: null };
    return { desk: openDesk(needs, id, stop.signal), stop };
  }, [programs, me, nowMs, id]);
  useEffect(() => () => stop.abort(), [stop]);
  return desk;
}
