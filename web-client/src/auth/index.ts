export { createAuth } from "./auth";
export type { Auth, AuthProblem, AuthState, LoginResult, Provider, ProviderResult, StartResult } from "./types";
export { markRestarted, takeRestarted } from "./restarted";
