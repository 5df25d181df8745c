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
  | { readonly kind: "safety" }
  | { readonly kind: "protection" }
  | { readonly kind: "notFound" };

export function parseRoute(pathname: string, search: string): Route {
  const [first = "", second, ...rest] = pathname.replace(/^\//, "").replace(/\/$/, "").split("/");
  const id = second === undefined ? null : decoded(second);
  if (rest.length > 0) return { kind: "notFound" };
  if (id !== null) {
    if (id === "") return { kind: "notFound" };
    if (first === "contacts") return { kind: "contact", id };
    if (first === "meetings") return { kind: "meeting", id };
    return { kind: "notFound" };
  }
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
    case "safety":
      return { kind: "safety" };
    case "protection":
      return { kind: "protection" };
    default:
      return { kind: "notFound" };
  }
}

/// What needs no sign-in: pages of advice, and the page that says that there is none.
export function isOpenToAll(route: Route): boolean {
  return route.kind === "safety" || route.kind === "protection" || route.kind === "notFound";
}

/// Contacts are for instructors. Anyone else has only mistaken the address: nothing is wrong, and nothing is told.
export function isFor(route: Route, roles: readonly string[]): boolean {
  return (route.kind !== "contacts" && route.kind !== "contact") || roles.includes("instructor");
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
  safety: "/safety",
  protection: "/protection",
} as const;

export interface Router {
  readonly route: ReadonlySignal<Route>;
  go(path: string): void;
  /// Like `go`, without a step to go back to.
  replace(path: string): void;
}

export function createRouter(window: Window): Router {
  const here = (): Route => parseRoute(window.location.pathname, window.location.search);
  const route = signal(here());
  window.addEventListener("popstate", () => {
    route.value = here();
  });
  const arrived = (): void => {
    route.value = here();
    window.scrollTo(0, 0);
  };
  return {
    route,
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
