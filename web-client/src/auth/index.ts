export { createAuth } from "./auth";
export type { Auth, AuthProblem, AuthState, LoginResult, StartResult } from "./types";
