import { expect, it } from "vitest";
import { markRestarted, takeRestarted } from "./restarted";

it("a sign-in page that started over says so once", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  } as unknown as Storage;
  expect(takeRestarted(storage)).toBe(false);
  markRestarted(storage);
  expect(takeRestarted(storage)).toBe(true);
  expect(takeRestarted(storage)).toBe(false);
});
