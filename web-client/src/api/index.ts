export { type CoreApi, createCoreApi } from "./coreApi";
export type { ApiRefusal, Result, TokenSource } from "./http";
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
