import { describe, expect, it } from "vitest";
import { hasOnlyOurCodecs } from "./codecs";

const lines = (...all: readonly string[]) => `${all.join("\r\n")}\r\n`;
const session = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=ice-lite", "a=group:BUNDLE 0 1"];
const audio = ["m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=mid:0", "a=rtpmap:111 opus/48000/2", "a=fmtp:111 minptime=10;useinbandfec=1"];
const video = [
  "m=video 9 UDP/TLS/RTP/SAVPF 96 97",
  "a=mid:1",
  "a=rtpmap:96 VP8/90000",
  "a=fmtp:96 x-google-start-bitrate=1000",
  "a=rtcp-fb:96 nack pli",
  "a=rtpmap:97 rtx/90000",
  "a=fmtp:97 apt=96",
];

describe("the codecs of a description", () => {
  it("may be VP8 with its repeats, and Opus", () => {
    expect(hasOnlyOurCodecs(lines(...session, ...audio, ...video))).toBe(true);
    expect(hasOnlyOurCodecs(lines(...session, ...audio, ...video).replaceAll("\r\n", "\n"))).toBe(true);
  });

  it.each([
    ["H264 beside VP8", ["m=video 9 UDP/TLS/RTP/SAVPF 96 102", "a=rtpmap:96 VP8/90000", "a=rtpmap:102 H264/90000"]],
    ["VP9 alone", ["m=video 9 UDP/TLS/RTP/SAVPF 98", "a=rtpmap:98 VP9/90000"]],
    ["AV1", ["m=video 9 UDP/TLS/RTP/SAVPF 45", "a=rtpmap:45 AV1/90000"]],
    ["red round VP8", ["m=video 9 UDP/TLS/RTP/SAVPF 96 98", "a=rtpmap:96 VP8/90000", "a=rtpmap:98 red/90000"]],
    ["repeats of something else", ["m=video 9 UDP/TLS/RTP/SAVPF 96 97", "a=rtpmap:96 VP8/90000", "a=rtpmap:97 rtx/90000", "a=fmtp:97 apt=102"]],
    ["repeats of nothing", ["m=video 9 UDP/TLS/RTP/SAVPF 96 97", "a=rtpmap:96 VP8/90000", "a=rtpmap:97 rtx/90000"]],
    ["PCMU, which needs no name", ["m=audio 9 UDP/TLS/RTP/SAVPF 111 0", "a=rtpmap:111 opus/48000/2"]],
    ["tones", ["m=audio 9 UDP/TLS/RTP/SAVPF 111 110", "a=rtpmap:111 opus/48000/2", "a=rtpmap:110 telephone-event/48000"]],
    ["red round Opus", ["m=audio 9 UDP/TLS/RTP/SAVPF 111 63", "a=rtpmap:111 opus/48000/2", "a=rtpmap:63 red/48000/2"]],
    ["VP8 called sound", ["m=audio 9 UDP/TLS/RTP/SAVPF 96", "a=rtpmap:96 VP8/90000"]],
    ["a second name for one number", ["m=video 9 UDP/TLS/RTP/SAVPF 96", "a=rtpmap:96 VP8/90000", "a=rtpmap:96 H264/90000"]],
    ["a name that its list leaves out", ["m=video 9 UDP/TLS/RTP/SAVPF 96", "a=rtpmap:96 VP8/90000", "a=rtpmap:102 H264/90000"]],
    ["a data channel", ["m=application 9 UDP/DTLS/SCTP webrtc-datachannel", "a=sctp-port:5000"]],
    ["no codec at all", ["m=video 9 UDP/TLS/RTP/SAVPF"]],
  ])("may not be %s", (_, section) => {
    expect(hasOnlyOurCodecs(lines(...session, ...audio, ...section))).toBe(false);
  });

  it("are not looked for in a description without end", () => {
    expect(hasOnlyOurCodecs(lines(...session, ...audio, ...video, ...Array.from({ length: 10_000 }, () => "a=x:y")))).toBe(false);
  });
});
