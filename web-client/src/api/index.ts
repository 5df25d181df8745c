export { type Answer, type Core, type CoreApi, createCoreApi } from "./coreApi";
export { type ApiRefusal, type Result, type TokenOptions, type TokenSource, TokenUnavailable } from "./http";
export type {
  Contact,
  ContactSummary,
  Dose,
  Exercise,
  Invitation,
  Me,
  Meeting,
  Program,
  StartedMeeting,
} from "./shapes";
