import { describe, expect, it } from "vitest";
import { createSseReader, TooLongError } from "./sse";

describe("server-sent events", () => {
  it("come whole, however the stream was cut", () => {
    const stream = 'id: 7\nevent: step\ndata: {"a":\ndata: 1}\n\n: still here\n\nevent: end\ndata: {}\n\n';
    const whole = createSseReader().push(stream);
    expect(whole).toEqual([
      { event: "step", data: '{"a":\n1}', id: "7" },
      { event: "end", data: "{}", id: "7" },
    ]);
    const reader = createSseReader();
    expect(Array.from({ length: stream.length }, (_, at) => stream.charAt(at)).flatMap((one) => reader.push(one))).toEqual(whole);
  });

  it("may end their lines as any system does", () => {
    const reader = createSseReader();
    expect(reader.push("data: 1\r\n\r\ndata:2\r")).toEqual([{ event: "message", data: "1", id: "" }]);
    expect(reader.push("\r\n\r\n")).toHaveLength(1);
  });

  it("are not collected without end", () => {
    const reader = createSseReader();
    expect(() => {
      for (let i = 0; i < 30; i++) reader.push("x".repeat(100_000));
    }).toThrow(TooLongError);
  });
});
