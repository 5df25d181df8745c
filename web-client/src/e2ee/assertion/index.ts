export type { Claims, Expected, Fetch, Refusal, Verdict } from "./types";
export { type IssuerKeys, type KeyLookup, verifyAssertion } from "./verify";
export { createIssuerKeys } from "./issuerKeys";
export { thumbprint } from "./thumbprint";
