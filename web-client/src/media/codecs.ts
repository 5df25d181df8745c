/// What a server may ask this page to send and receive: VP8 and Opus (with repeats of VP8), since only of these does the
/// page know how to seal a frame (docs/e2ee.md, frames). A description with anything else is not applied at all, and
/// the call fails as one that page and server don't agree about. It is not answered by leaving codecs out: a server
/// that tries has no business in this call, and with what it might send instead the worker could not deal. Pure.

const VP8 = "VP8/90000";
const RTX = "rtx/90000";
const OPUS = "opus/48000/2";
/// More than any description of ours has; what is longer is not looked at.
const MAX_LENGTH = 64_000;

export function hasOnlyOurCodecs(sdp: string): boolean {
  if (sdp.length > MAX_LENGTH) {
    return false;
  }
  const [, ...sections] = sdp.split(/\r?\n(?=m=)/);
  return sections.every(isOurs);
}

function isOurs(section: string): boolean {
  const media = /^m=(audio|video) \d+ [\w/]+((?: \d{1,3})+)\s*$/m.exec(section);
  if (!media) {
    // Neither sound nor pictures, or a form that no browser writes.
    return false;
  }
  const [, kind, list = ""] = media;
  const formats = list.trim().split(" ");
  const names = new Map<string, string>();
  for (const [, format = "", name = ""] of section.matchAll(/^a=rtpmap:(\d+) (\S+)\s*$/gm)) {
    if (names.has(format)) {
      return false;
    }
    names.set(format, name);
  }
  // A number without a name may be one that is known without (RFC 3551 section 6), such as 0, PCMU.
  const named = (format: string) => names.get(format) ?? "";
  const all = [...new Set([...formats, ...names.keys()])];
  if (kind === "audio") {
    return all.every((format) => named(format) === OPUS);
  }
  const repeats = new Map([...section.matchAll(/^a=fmtp:(\d+) apt=(\d+)\s*$/gm)].map(([, of = "", what = ""]) => [of, what]));
  return all.every((format) => {
    const name = named(format);
    return name === VP8 || (name === RTX && named(repeats.get(format) ?? "") === VP8);
  });
}
