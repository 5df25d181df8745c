import { ClipboardList, Dumbbell, PersonStanding, Building2, ChartColumn, Ellipsis, Inbox, Settings, ShieldCheck, UserCog, Users, type LucideIcon } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { isFor, parseRoute, paths, type Route } from "../../app/router";
import type { MessageKey } from "../../i18n/catalogue";
import { Mark } from "../../drawings/marks";
import { useApp, useText } from "../context";
import { Icon, Link } from "./basics";
import { OrganisationLogo } from "./logo";
import { AccountMenu, LanguageMenu } from "./menus";

/// `sm`: 16 px text for instructors and the meeting; `md`: 18 px on the client's pages and sign-in (UI.md 2.1).
export type TextSize = "sm" | "md";

/// What the browser shows of a page outside of it, and the size of its text.
export function usePage(title: string, size: TextSize): void {
  const t = useText();
  useLayoutEffect(() => {
    document.title = t.text("page.title", { page: title });
    document.documentElement.dataset["size"] = size;
  }, [title, size, t]);
}

/// A page's heading takes the focus when the page was reached from within, so that a screen reader says where one is.
export function PageHeading({ children, quiet }: { children: ComponentChildren; quiet?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (history.length > 1 && document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} class={quiet ? "sr" : "page-title"}>
      {children}
    </h1>
  );
}

export function Brand({ to = "/" }: { to?: string }) {
  const t = useText();
  const { auth } = useApp();
  const state = auth.state.value;
  const organisation = state.kind === "signedIn" ? state.me.organisation : null;
  // Whoever is signed in is with the organisation: its logo and name, if it has put one up.
  const own = organisation?.appearance?.logo != null ? organisation : null;
  return (
    <Link class="brand" to={to}>
      {own ? <OrganisationLogo name="" /> : <Mark />}
      <span class="brand__t">{own ? own.name : t.text("brand")}</span>
    </Link>
  );
}

interface Place {
  readonly to: string;
  readonly icon: LucideIcon;
  readonly name: Extract<MessageKey, `nav.${string}`>;
  /// Whether this place is the one where the person is.
  readonly holds: (route: Route) => boolean;
}

const inPart = (...parts: readonly string[]) => (route: Route): boolean => route.kind === "part" && parts.includes(route.part);

/// Where a person may go, in this order: work with contacts first, then administration.
const PLACES: readonly Place[] = [
  { to: paths.contacts, icon: Users, name: "nav.contacts", holds: ({ kind }) => kind === "contacts" || kind === "contact" },
  { to: paths.inbox, icon: Inbox, name: "nav.inbox", holds: (route) => route.kind === "inbox" || inPart("looked")(route) },
  { to: paths.training, icon: Dumbbell, name: "nav.training", holds: inPart("training") },
  { to: paths.templates, icon: ClipboardList, name: "nav.templates", holds: inPart("templates") },
  { to: paths.exercises, icon: PersonStanding, name: "nav.exercises", holds: inPart("exercises") },
  { to: paths.users, icon: UserCog, name: "nav.users", holds: inPart("users") },
  { to: paths.units, icon: Building2, name: "nav.units", holds: inPart("units") },
  { to: paths.reports, icon: ChartColumn, name: "nav.reports", holds: inPart("reports") },
  { to: paths.settings, icon: Settings, name: "nav.settings", holds: inPart("settings") },
  { to: paths.safety, icon: ShieldCheck, name: "nav.safety", holds: ({ kind }) => kind === "safety" },
];

/// More than this is too much for a phone: the rest waits behind "More".
const MOST_PLACES = 5;

function placesFor(roles: readonly string[]): readonly Place[] {
  // Everybody may open the inbox, but only clients ever get anything there.
  const hasInbox = roles.includes("contact");
  return PLACES.filter(({ to }) => isFor(parseRoute(to, ""), roles) && (to !== paths.inbox || hasInbox));
}

function Navigation({ roles }: { roles: readonly string[] }) {
  const t = useText();
  const { router } = useApp();
  const route = router.route.value;
  const places = placesFor(roles);
  const shown = places.length > MOST_PLACES ? places.slice(0, MOST_PLACES - 1) : places;
  const rest = places.slice(shown.length);
  const link = ({ to, icon, name, holds }: Place) => (
    <Link key={to} to={to} aria-current={holds(route) ? "page" : undefined}>
      <Icon of={icon} />
      {t.text(name)}
    </Link>
  );
  return (
    <nav class="nav" aria-label={t.text("nav.main")}>
      {shown.map(link)}
      {rest.length > 0 && (
        <>
          <button type="button" class="nav__more" popovertarget="more-places" data-here={rest.some(({ holds }) => holds(route)) ? "" : undefined}>
            <Icon of={Ellipsis} />
            {t.text("nav.more")}
          </button>
          <div id="more-places" class="menu nav__rest" popover="auto">
            {rest.map(link)}
          </div>
        </>
      )}
    </nav>
  );
}

/// The frame of every page that is neither sign-in nor meeting: top bar, navigation, the page.
export function Frame({ children, size, narrow, wide }: { children: ComponentChildren; size?: TextSize; narrow?: boolean; wide?: boolean }) {
  const t = useText();
  const { auth } = useApp();
  const state = auth.state.value;
  return (
    <>
      <a class="skip" href="#main">
        {t.text("skip.content")}
      </a>
      <header class="top">
        <Brand />
        {state.kind === "signedIn" && <Navigation roles={state.me.roles} />}
        <div class="top__end">
          <LanguageMenu />
          <AccountMenu />
        </div>
      </header>
      <main
        class={`page ${narrow ? "page--narrow" : ""} ${wide ? "page--wide" : ""} ${size === "md" ? "page--client" : ""}`}
        id="main"
        tabIndex={-1}
      >
        {children}
      </main>
    </>
  );
}
