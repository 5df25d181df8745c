/// For the tests of this folder: the files of protocol-fixtures/e2ee, and bytes.

const FILES = import.meta.glob<string>("../../../../protocol-fixtures/e2ee/*.json", {
  eager: true,
  query: "?raw",
  import: "default",
});

export function fixture(name: string): string {
  const text = FILES[`../../../../protocol-fixtures/e2ee/${name}`];
  if (text === undefined) {
    throw new Error(`no fixture ${name}`);
  }
  return text;
}

export function hex(bytes: ArrayBuffer | Uint8Array): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function unhex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
