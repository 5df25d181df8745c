export { type Answer, type Core, type CoreApi, createCoreApi } from "./coreApi";
export { type ApiRefusal, type Result, type TokenOptions, type TokenSource, TokenUnavailable } from "./http";
export type { ReportsApi } from "./reports";
export type { Contact, ContactAccess, ContactSummary, Invitation, Me, Meeting, StartedMeeting, UpcomingMeeting } from "./shapes";
export { readEvents } from "./events";
export { type ProgramsApi, createProgramsApi } from "./programsApi";
export type { ProgramEvent } from "./programEvents";
export { AREAS, EQUIPMENT, SHARED_WITH } from "./programShapes";
export type {
  AppliedChange,
  Area,
  Changed,
  Colleague,
  Conflict,
  Dose,
  DoseField,
  Equipment,
  Exercise,
  ExerciseDetail,
  ExerciseNames,
  LibraryExercise,
  OpenProgram,
  Program,
  ProgramChange,
  ProgramLine,
  ProgramPermissions,
  ProgramStep,
  SharedWith,
  Sharing,
  TemplateLine,
  Training,
  TrainingSet,
} from "./programShapes";
