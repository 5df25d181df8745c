import { ChevronRight, Plus, Search } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { administrationApi, type User, type UserFilters, type UserInvitation, type Users } from "../../api/administration";
import { paths } from "../../app/router";
import { Avatar, Button, Icon, Link, Skeleton, Tag } from "../components/basics";
import { Dialog } from "../components/dialog";
import { SelectField } from "../components/field";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Empty, Problem } from "../components/states";
import { useApp, useText } from "../context";
import type { PartProps } from "../parts";
import { titleText } from "../words";
import { OneTimeCode } from "./oneTimeCode";
import { ROLES, roleText } from "./roleText";
import { unitOptions } from "./unitTree";
import { UserForm } from "./userForm";
import { UserPage } from "./userPage";
import { useUnits } from "./useUnits";

export function UsersPage({ id }: PartProps) {
  return id === null ? <UserList /> : <UserPage key={id} sub={id} />;
}

type Shown =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly users: Users }
  | { readonly kind: "refused"; readonly refusal: ApiRefusal };

/// While somebody types, the server is not asked at each letter.
const QUIET_MS = 250;

/// The colleagues in the units that one administers.
function UserList() {
  const t = useText();
  const { api, router } = useApp();
  const administration = useMemo(() => administrationApi(api), [api]);
  const units = useUnits();
  const known = units.state.value.kind === "ready" ? units.state.value.value : [];
  const filters = useFilters();
  const shown = useSignal<Shown>({ kind: "loading" });
  const making = useSignal(false);
  const invited = useSignal<{ readonly user: User; readonly invitation: UserInvitation } | null>(null);
  usePage(t.text("users.title"), "sm");

  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void administration.users(filters.asked, stop.signal).then((answer) => {
        if (stop.signal.aborted) return;
        shown.value = answer.kind === "ok" ? { kind: "ready", users: answer.value } : { kind: "refused", refusal: answer.refusal };
      });
    }, shown.peek().kind === "loading" ? 0 : QUIET_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [administration, filters.asked, shown]);

  return (
    <Frame>
      <div class="page__head">
        <PageHeading>{t.text("users.title")}</PageHeading>
        <Button
          icon={Plus}
          aria-disabled={known.length === 0 ? "true" : undefined}
          onClick={() => {
            making.value = known.length > 0;
          }}
        >
          {t.text("users.new")}
        </Button>
      </div>
      <section class="card" aria-label={t.text("users.title")}>
        <form class="flt" onSubmit={(event) => event.preventDefault()}>
          <div class="field w">
            <label for="users-search">{t.text("users.search")}</label>
            <div class="with-icon">
              <Icon of={Search} />
              <input
                class="ds-input"
                id="users-search"
                type="search"
                maxLength={100}
                value={filters.search}
                onInput={(event) => filters.set({ search: event.currentTarget.value })}
              />
            </div>
          </div>
          <SelectField
            id="users-unit"
            label={t.text("users.unit")}
            value={filters.unit}
            options={[{ value: "", label: t.text("users.allUnits") }, ...unitOptions(known, t.language)]}
            onValue={(unit) => filters.set({ unit })}
          />
          <SelectField
            id="users-role"
            label={t.text("users.role")}
            value={filters.role}
            options={[{ value: "", label: t.text("users.allRoles") }, ...ROLES.map((role) => ({ value: role, label: t.text(`role.${role}`) }))]}
            onValue={(role) => filters.set({ role })}
          />
          <SelectField
            id="users-state"
            label={t.text("users.state")}
            value={filters.active}
            options={[
              { value: "", label: t.text("users.anyState") },
              { value: "true", label: t.text("users.active") },
              { value: "false", label: t.text("users.inactive") },
            ]}
            onValue={(active) => filters.set({ active })}
          />
        </form>
        <Found shown={shown.value} />
      </section>
      {making.value && (
        <Dialog
          labelledBy="user-title"
          onClose={() => {
            making.value = false;
          }}
        >
          <UserForm
            user={null}
            units={known}
            onSaved={(user, invitation) => {
              making.value = false;
              if (invitation) invited.value = { user, invitation };
            }}
            onCancel={() => {
              making.value = false;
            }}
            onStale={() => undefined}
          />
        </Dialog>
      )}
      {invited.value && (
        <Dialog labelledBy="code-title" onClose={() => undefined}>
          <OneTimeCode
            name={invited.value.user.name}
            invitation={invited.value.invitation}
            onClose={() => router.go(paths.user(invited.value?.user.sub ?? ""))}
          />
        </Dialog>
      )}
    </Frame>
  );
}

interface Filters {
  readonly search: string;
  readonly unit: string;
  readonly role: string;
  readonly active: string;
}

function useFilters(): Filters & { readonly asked: UserFilters; readonly set: (change: Partial<Filters>) => void } {
  const filters = useSignal<Filters>({ search: "", unit: "", role: "", active: "" });
  const now = filters.value;
  const asked = useMemo(
    () => Object.fromEntries(Object.entries({ ...now, search: now.search.trim() }).filter(([, value]) => value !== "")),
    [now],
  );
  return {
    ...now,
    asked,
    set: (change) => {
      filters.value = { ...filters.value, ...change };
    },
  };
}

function Found({ shown }: { shown: Shown }) {
  const t = useText();
  if (shown.kind === "loading") return <Skeleton kind="row" count={5} />;
  if (shown.kind === "refused") {
    return (
      <div class="card__body">
        <Problem refusal={shown.refusal} />
      </div>
    );
  }
  const { people, more } = shown.users;
  if (people.length === 0) return <Empty title={t.text("users.none")} />;
  return (
    <>
      <ul class="list cl">
        {people.map((user) => (
          <UserRow key={user.sub} user={user} />
        ))}
      </ul>
      <p class="small muted num none" role="status">
        {t.text("users.found", { n: people.length })} {more && t.text("users.more")}
      </p>
    </>
  );
}

function UserRow({ user }: { user: User }) {
  const t = useText();
  const title = titleText(t, user.title);
  return (
    <li>
      <Link class="item" to={paths.user(user.sub)}>
        <Avatar name={user.name} />
        <span class="lines">
          <span class="item__t">{user.name}</span>
          <span class="item__s">{title === "" ? user.unit.name : t.text("common.titleAt", { title, organisation: user.unit.name })}</span>
        </span>
        <span class="c2 small">{[...new Set(user.roles.map(({ role }) => roleText(t, role)))].join(", ")}</span>
        <span class="c2">
          {!user.active ? <Tag tone="bad">{t.text("users.deactivated")}</Tag> : !user.hasPassword && <Tag tone="warn">{t.text("users.invited")}</Tag>}
        </span>
        <Icon of={ChevronRight} />
      </Link>
    </li>
  );
}
