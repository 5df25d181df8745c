import { useSignal, useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Call } from "../../call";
import { lastHeard, unreadAfter } from "./chatRules";

/// How many messages of the other's nobody has seen: they are seen when the chat is open in a page that is in sight.
export function useUnread(call: Call, isOpen: ReadonlySignal<boolean>): number {
  const seen = useSignal<string | null>(null);
  const inSight = useInSight();
  useSignalEffect(() => {
    if (isOpen.value && inSight.value) seen.value = lastHeard(call.chat.value);
  });
  return unreadAfter(call.chat.value, seen.value);
}

function useInSight(): ReadonlySignal<boolean> {
  const inSight = useSignal(!document.hidden);
  useEffect(() => {
    const stop = new AbortController();
    const look = (): void => {
      inSight.value = !document.hidden;
    };
    document.addEventListener("visibilitychange", look, { signal: stop.signal });
    return () => stop.abort();
  }, [inSight]);
  return inSight;
}
