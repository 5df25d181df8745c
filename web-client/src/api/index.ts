export { type Answer, type Core, type CoreApi, createCoreApi } from "./coreApi";
export { type ApiRefusal, type Result, type TokenOptions, type TokenSource, TokenUnavailable } from "./http";
export type { ReportsApi } from "./reports";
export type {
  Contact,
  ContactAccess,
  ContactSummary,
  Dose,
  Exercise,
  Invitation,
  Me,
  Meeting,
  Program,
  StartedMeeting,
} from "./shapes";
