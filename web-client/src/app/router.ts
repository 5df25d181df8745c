import { signal, type ReadonlySignal } from "@preact/signals";

/// The addresses of the web client. The server answers each with the same page.
export type Route =
  | { readonly kind: "start" }
  | { readonly kind: "signIn"; readonly tx: string | null }
  | { readonly kind: "callback" }
  | { readonly kind: "contacts" }
  | { readonly kind: "contact"; readonly id: string }
  | { readonly kind: "inbox" }
  | { readonly kind: "meeting"; readonly id: string }
  | { readonly kind: "part"; readonly part: PartName; readonly id: string | null }
  | { readonly kind: "setPassword" }
  | { readonly kind: "safety" }
  | { readonly kind: "protection" }
  | { readonly kind: "notFound" };

type Roles = readonly string[];

const INSTRUCTOR: Roles = ["instructor"];
const CLIENT: Roles = ["contact"];
const ORGANISATION: Roles = ["organisation-administrator", "system-administrator"];
const ADMINISTRATORS: Roles = ["unit-administrator", ...ORGANISATION];

/// Pages that are loaded when somebody opens them, by the first word of their address: who may, and whether an id
/// follows. Anyone else has only mistaken the address: nothing is wrong, and nothing is told.
export const PARTS = {
  users: { roles: ADMINISTRATORS, withId: true },
  units: { roles: ADMINISTRATORS, withId: false },
  reports: { roles: ADMINISTRATORS, withId: false },
  settings: { roles: ORGANISATION, withId: true },
  looked: { roles: CLIENT, withId: false },
  account: { roles: null, withId: false },
  templates: { roles: INSTRUCTOR, withId: true },
  exercises: { roles: INSTRUCTOR, withId: true },
  training: { roles: CLIENT, withId: false },
  "jump-out": { roles: INSTRUCTOR, withId: false },
} as const satisfies Readonly<Record<string, { readonly roles: Roles | null; readonly withId: boolean }>>;

export type PartName = keyof typeof PARTS;

function partOf(word: string): PartName | null {
  return Object.hasOwn(PARTS, word) ? (word as PartName) : null;
}

export function parseRoute(pathname: string, search: string): Route {
  const [first = "", second, ...rest] = pathname.replace(/^\//, "").replace(/\/$/, "").split("/");
  const id = second === undefined ? null : decoded(second);
  if (rest.length > 0) return { kind: "notFound" };
  if (id !== null) {
    if (id === "") return { kind: "notFound" };
    // The organisation's own way in: `auth` reads which.
    if (first === "at") return { kind: "start" };
    if (first === "contacts") return { kind: "contact", id };
    if (first === "meetings") return { kind: "meeting", id };
    const part = partOf(first);
    return part && PARTS[part].withId ? { kind: "part", part, id } : { kind: "notFound" };
  }
  const part = partOf(first);
  if (part) return { kind: "part", part, id: null };
  switch (first) {
    case "":
      return { kind: "start" };
    case "sign-in":
      return { kind: "signIn", tx: new URLSearchParams(search).get("tx") };
    case "callback":
      return { kind: "callback" };
    case "contacts":
      return { kind: "contacts" };
    case "inbox":
      return { kind: "inbox" };
    case "set-password":
      return { kind: "setPassword" };
    case "safety":
      return { kind: "safety" };
    case "protection":
      return { kind: "protection" };
    default:
      return { kind: "notFound" };
  }
}

/// What needs no sign-in: pages of advice, the one where one gets a password, and the page that says that there is none.
export function isOpenToAll(route: Route): boolean {
  return route.kind === "setPassword" || route.kind === "safety" || route.kind === "protection" || route.kind === "notFound";
}

/// Contacts are for instructors. Anyone else has only mistaken the address: nothing is wrong,
/// and nothing is told.
export function isFor(route: Route, roles: Roles): boolean {
  const wanted = rolesFor(route);
  return wanted === null || wanted.some((role) => roles.includes(role));
}

/// Null: everybody who is signed in.
function rolesFor(route: Route): Roles | null {
  switch (route.kind) {
    case "contacts":
    case "contact":
      return INSTRUCTOR;
    case "part":
      return PARTS[route.part].roles;
    default:
      return null;
  }
}

/// Where the work of a person is.
export function startFor(roles: Roles): string {
  if (roles.includes("instructor")) return paths.contacts;
  return roles.some((role) => ADMINISTRATORS.includes(role)) ? paths.users : paths.inbox;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}

export const paths = {
  contacts: "/contacts",
  contact: (id: string) => `/contacts/${encodeURIComponent(id)}`,
  inbox: "/inbox",
  meeting: (id: string) => `/meetings/${encodeURIComponent(id)}`,
  users: "/users",
  user: (id: string) => `/users/${encodeURIComponent(id)}`,
  units: "/units",
  reports: "/reports",
  settings: "/settings",
  provider: (id: string) => `/settings/${encodeURIComponent(id)}`,
  looked: "/looked",
  account: "/account",
  setPassword: "/set-password",
  templates: "/templates",
  template: (id: string) => `/templates/${encodeURIComponent(id)}`,
  exercises: "/exercises",
  exercise: (id: string) => `/exercises/${encodeURIComponent(id)}`,
  training: "/training",
  safety: "/safety",
  protection: "/protection",
} as const;

export interface Router {
  readonly route: ReadonlySignal<Route>;
  go(path: string): void;
  /// What the address asks for besides the page, as the filters of a report.
  readonly query: ReadonlySignal<string>;
  /// Like `go`, without a step to go back to.
  replace(path: string): void;
  /// Other filters of the same page: it is not left, and does not scroll.
  refine(query: string): void;
}

export function createRouter(window: Window): Router {
  const here = (): Route => parseRoute(window.location.pathname, window.location.search);
  const route = signal(here());
  const query = signal(window.location.search);
  const look = (): void => {
    route.value = here();
    query.value = window.location.search;
  };
  window.addEventListener("popstate", look);
  const arrived = (): void => {
    look();
    window.scrollTo(0, 0);
  };
  return {
    route,
    query,
    refine: (asked) => {
      window.history.replaceState(null, "", window.location.pathname + (asked && `?${asked}`));
      query.value = window.location.search;
    },
    go: (path) => {
      window.history.pushState(null, "", path);
      arrived();
    },
    replace: (path) => {
      window.history.replaceState(null, "", path);
      arrived();
    },
  };
}
