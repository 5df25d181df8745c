export type JoinStep = "join" | "ticket" | "welcome" | "offer" | "answer" | "connected" | "secured" | "proven" | "firstRemoteFrame";

/// How far joining has come, in the browser's own timeline as `meeting:<step>`: a benchmark reads it there.
export function mark(step: JoinStep): void {
  performance.mark(`meeting:${step}`);
}
