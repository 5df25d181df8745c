import { Inbox, ShieldCheck, Users } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { paths } from "../../app/router";
import { Mark } from "../../drawings/marks";
import { useApp, useText } from "../context";
import { Icon, Link } from "./basics";
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
  return (
    <Link class="brand" to={to}>
      <Mark />
      <span class="brand__t">{t.text("brand")}</span>
    </Link>
  );
}

/// The frame of every page that is neither sign-in nor meeting: top bar, navigation, the page.
export function Frame({ children, size, narrow }: { children: ComponentChildren; size?: TextSize; narrow?: boolean }) {
  const t = useText();
  const { auth, router } = useApp();
  const state = auth.state.value;
  const route = router.route.value.kind;
  const isInstructor = state.kind === "signedIn" && state.me.roles.includes("instructor");
  const here = (...kinds: readonly string[]): "page" | undefined => (kinds.includes(route) ? "page" : undefined);
  return (
    <>
      <a class="skip" href="#main">
        {t.text("skip.content")}
      </a>
      <header class="top">
        <Brand />
        {state.kind === "signedIn" && (
          <nav class="nav" aria-label={t.text("nav.main")}>
            {isInstructor ? (
              <Link to={paths.contacts} aria-current={here("contacts", "contact")}>
                <Icon of={Users} />
                {t.text("nav.contacts")}
              </Link>
            ) : (
              <Link to={paths.inbox} aria-current={here("inbox")}>
                <Icon of={Inbox} />
                {t.text("nav.inbox")}
              </Link>
            )}
            <Link to={paths.safety} aria-current={here("safety")}>
              <Icon of={ShieldCheck} />
              {t.text("nav.safety")}
            </Link>
          </nav>
        )}
        <div class="top__end">
          <LanguageMenu />
          <AccountMenu />
        </div>
      </header>
      <main class={`page ${narrow ? "page--narrow" : ""} ${size === "md" ? "page--client" : ""}`} id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
