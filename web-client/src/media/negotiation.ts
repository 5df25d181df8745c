import type { Description } from "../call/ports";

/// Whose offer counts, for one peer connection (docs/protocol.md 7.1). Pure: what is too old is named as such.
export interface Negotiation {
  /// What to do with a description of the server.
  onRemote(description: Description): "answer" | "apply" | "drop";
  /// The number of the next offer of ours.
  nextOffer(): number;
  /// Whether an answer with this number is still wanted by the server.
  isCurrent(negotiation: number): boolean;
}

export function createNegotiation(): Negotiation {
  let theirs = 0;
  let ours = 0;
  let answered = 0;
  return {
    onRemote: ({ type, negotiation }) => {
      if (type === "offer") {
        // Roles are fixed for the life of a peer connection: who has offered does not answer.
        if (negotiation <= theirs || ours > 0) {
          return "drop";
        }
        theirs = negotiation;
        return "answer";
      }
      if (negotiation !== ours || negotiation <= answered) {
        return "drop";
      }
      answered = negotiation;
      return "apply";
    },
    nextOffer: () => {
      ours += 1;
      return ours;
    },
    isCurrent: (negotiation) => negotiation === Math.max(theirs, ours),
  };
}

/// A server that is ICE-lite tells all its addresses in the offer and needs none of ours.
export function isIceLite(sdp: string): boolean {
  return /^a=ice-lite\s*$/m.test(sdp);
}

/// By mid, where the server sends and takes nothing.
export function sendOnlyMids(sdp: string): ReadonlySet<string> {
  const [, ...sections] = sdp.split(/\r?\n(?=m=)/);
  const mids = sections.filter((section) => /^a=sendonly\s*$/m.test(section)).map((section) => /^a=mid:(\S+)/m.exec(section)?.[1] ?? "");
  return new Set(mids);
}

/// Nobody is told the addresses of this computer who has no use for them.
export function withoutCandidates(sdp: string): string {
  return sdp.replace(/^a=(?:candidate:.*|end-of-candidates)\r?\n/gm, "");
}

/// Chromium begins at 300 kbit/s and paces the first key frame of a camera over a quarter of a second. Told this, it
/// begins higher, and falls within a second where the line can't carry it. Others ignore the parameter.
const START_KBITS = 1000;

export function withStartBitrate(sdp: string): string {
  return sdp.replace(/^a=rtpmap:(\d+) VP8\/90000\r\n/gm, (line, pt: string) => `${line}a=fmtp:${pt} x-google-start-bitrate=${START_KBITS}\r\n`);
}
