import type { Parser } from "../json/parse";
import { type ApiRefusal, type Fetch, type FileRequest, request, requestFile, type Request, type Result, type TokenSource } from "./http";
import { filled, nameAll, nameOne, nameOthers } from "./named";
import { type Names, NO_NAMES } from "./names";
import {
  type Contact,
  contactShape,
  type ContactSummary,
  contactsShape,
  type Invitation,
  invitationsShape,
  type Me,
  type Meeting,
  meetingShape,
  meShape,
  ownProgramShape,
  type StartedMeeting,
  startedMeetingShape,
} from "./shapes";
import type { Program } from "./programShapes";

export type Answer<T> = Promise<Result<T, ApiRefusal>>;

/// Asks core for anything by its path below `/core/v1`: what the parts of the web client that are loaded later make
/// their own functions of.
export interface Core {
  ask<T>(request: Omit<Request<T>, "tokenFor">): Answer<T>;
  file(request: FileRequest): Answer<Blob>;
  /// Who contacts are, where core does not hold it.
  readonly names: Names;
}

/// What core does for the page. Every function answers with a value or a refusal; none throws.
export interface CoreApi extends Core {
  me(signal?: AbortSignal): Answer<Me>;
  contacts(signal?: AbortSignal): Answer<readonly ContactSummary[]>;
  contact(id: string, signal?: AbortSignal): Answer<Contact>;
  /// `over`: a meeting with this contact whose end one has seen, and core perhaps not heard of yet.
  startMeeting(contactId: string, over?: string | null, signal?: AbortSignal): Answer<StartedMeeting>;
  meeting(id: string, signal?: AbortSignal): Answer<Meeting>;
  invitations(signal?: AbortSignal): Answer<readonly Invitation[]>;
  decline(meetingId: string, signal?: AbortSignal): Answer<null>;
  myProgram(signal?: AbortSignal): Answer<Program | null>;
}

/// For answers that say no more than that it is done.
export const nothing: Parser<null> = () => null;

const browserFetch: Fetch = (input, init) => fetch(input, init);

export function createCoreApi(tokens: TokenSource, fetch: Fetch = browserFetch, names: Names = NO_NAMES): CoreApi {
  const get = <T>(path: string, parse: Parser<T>, signal?: AbortSignal): Answer<T> =>
    request(tokens, fetch, { method: "GET", path: `/core/v1${path}`, parse, signal });
  const post = <T>(path: string, body: unknown, parse: Parser<T>, signal?: AbortSignal): Answer<T> =>
    request(tokens, fetch, { method: "POST", path: `/core/v1${path}`, body, parse, signal });

  return {
    names,
    ask: (ask) => request(tokens, fetch, { ...ask, path: `/core/v1${ask.path}` }),
    file: (ask) => requestFile(tokens, fetch, { ...ask, path: `/core/v1${ask.path}` }),
    me: (signal) => get("/me", meShape, signal),
    contacts: (signal) =>
      filled(get("/contacts", (value, at) => contactsShape(value, at).contacts, signal), (all) => nameAll(names, all)),
    contact: (id, signal) => filled(get(`/contacts/${encodeURIComponent(id)}`, contactShape, signal), (one) => nameOne(names, one)),
    startMeeting: (contactId, over, signal) =>
      post("/meetings", over ? { contactId, over } : { contactId }, startedMeetingShape, signal),
    meeting: (id, signal) =>
      filled(get(`/meetings/${encodeURIComponent(id)}`, meetingShape, signal), async (one) => (await nameOthers(names, [one]))[0] ?? one),
    invitations: (signal) => get("/invitations", (value, at) => invitationsShape(value, at).invitations, signal),
    decline: (meetingId, signal) =>
      post(`/invitations/${encodeURIComponent(meetingId)}/decline`, {}, nothing, signal),
    myProgram: (signal) => get("/me/program", ownProgramShape, signal),
  };
}
