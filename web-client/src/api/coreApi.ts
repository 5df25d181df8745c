import type { Parser } from "../json/parse";
import { type ApiRefusal, type Fetch, request, type Result, type TokenSource } from "./http";
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
  type Program,
  type StartedMeeting,
  startedMeetingShape,
} from "./shapes";

type Answer<T> = Promise<Result<T, ApiRefusal>>;

/// What core does for the page. Every function answers with a value or a refusal; none throws.
export interface CoreApi {
  me(signal?: AbortSignal): Answer<Me>;
  contacts(signal?: AbortSignal): Answer<readonly ContactSummary[]>;
  contact(id: string, signal?: AbortSignal): Answer<Contact>;
  startMeeting(contactId: string, signal?: AbortSignal): Answer<StartedMeeting>;
  meeting(id: string, signal?: AbortSignal): Answer<Meeting>;
  invitations(signal?: AbortSignal): Answer<readonly Invitation[]>;
  decline(meetingId: string, signal?: AbortSignal): Answer<null>;
  myProgram(signal?: AbortSignal): Answer<Program | null>;
}

const nothing: Parser<null> = () => null;

const browserFetch: Fetch = (input, init) => fetch(input, init);

export function createCoreApi(tokens: TokenSource, fetch: Fetch = browserFetch): CoreApi {
  const get = <T>(path: string, parse: Parser<T>, signal?: AbortSignal): Answer<T> =>
    request(tokens, fetch, { method: "GET", path: `/core/v1${path}`, parse, signal });
  const post = <T>(path: string, body: unknown, parse: Parser<T>, signal?: AbortSignal): Answer<T> =>
    request(tokens, fetch, { method: "POST", path: `/core/v1${path}`, body, parse, signal });

  return {
    me: (signal) => get("/me", meShape, signal),
    contacts: (signal) => get("/contacts", (value, at) => contactsShape(value, at).contacts, signal),
    contact: (id, signal) => get(`/contacts/${encodeURIComponent(id)}`, contactShape, signal),
    startMeeting: (contactId, signal) => post("/meetings", { contactId }, startedMeetingShape, signal),
    meeting: (id, signal) => get(`/meetings/${encodeURIComponent(id)}`, meetingShape, signal),
    invitations: (signal) => get("/invitations", (value, at) => invitationsShape(value, at).invitations, signal),
    decline: (meetingId, signal) =>
      post(`/invitations/${encodeURIComponent(meetingId)}/decline`, {}, nothing, signal),
    myProgram: (signal) => get("/me/program", ownProgramShape, signal),
  };
}
