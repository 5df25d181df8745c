export * from "./types";
export { createPairing } from "./pairing";
