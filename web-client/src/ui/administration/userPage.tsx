import { ArrowLeft, CircleOff, KeyRound, LockKeyhole, Pencil, UserCheck, UserX } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { administrationApi, type User, type UserInvitation } from "../../api/administration";
import { createLoader } from "../../app/loader";
import { paths } from "../../app/router";
import { Avatar, Button, Icon, Link, Note, Skeleton, Tag } from "../components/basics";
import { Dialog } from "../components/dialog";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { useStop } from "../hooks";
import { IdentitiesCard } from "../identityProviders/identitiesCard";
import { NotFoundPage } from "../pages/simple";
import { firstName, titleText } from "../words";
import { Confirm } from "./confirm";
import { DraftsCard } from "./draftsCard";
import { LeavingCard } from "./leavingCard";
import { OneTimeCode } from "./oneTimeCode";
import { Refused } from "./refusals";
import { RolesCard } from "./rolesCard";
import { UserForm } from "./userForm";
import { useUnits } from "./useUnits";

export function UserPage({ sub }: { sub: string }) {
  const t = useText();
  const { api } = useApp();
  const stop = useStop();
  const user = useMemo(() => createLoader((signal) => administrationApi(api).user(sub, signal), stop), [api, stop, sub]);
  const state = user.state.value;
  usePage(state.kind === "ready" ? state.value.name : t.text("users.title"), "sm");
  if (state.kind === "refused" && state.refusal.status === 404) return <NotFoundPage />;
  return (
    <Frame>
      <p class="small back">
        <Link to={paths.users} class="row row--nowrap g-15 fit">
          <Icon of={ArrowLeft} size="sm" />
          {t.text("users.title")}
        </Link>
      </p>
      {state.kind === "loading" && (
        <>
          <h1 class="sr">{t.text("common.loading")}</h1>
          <Skeleton kind="title" />
        </>
      )}
      {state.kind === "refused" && (
        <>
          <PageHeading quiet>{t.text("users.title")}</PageHeading>
          <Problem refusal={state.refusal} onRetry={user.refresh} />
        </>
      )}
      {state.kind === "ready" && <OneUser user={state.value} onChanged={user.refresh} />}
    </Frame>
  );
}

type Open = { readonly kind: "none" | "change" | "deactivate" } | { readonly kind: "code"; readonly invitation: UserInvitation };

function OneUser({ user, onChanged }: { user: User; onChanged: () => void }) {
  const t = useText();
  const { api, auth } = useApp();
  const administration = useMemo(() => administrationApi(api), [api]);
  const units = useUnits();
  const known = units.state.value.kind === "ready" ? units.state.value.value : [];
  const open = useSignal<Open>({ kind: "none" });
  const refusal = useSignal<ApiRefusal | null>(null);
  const who = auth.state.value;
  const decides = who.kind === "signedIn" && who.me.roles.includes("organisation-administrator");
  const decidesOverData = decides && user.mayChange && who.me.sub !== user.sub;
  const decidesOverDrafts = decides && user.roles.some(({ role }) => role === "instructor");
  const title = titleText(t, user.title);
  const close = (): void => {
    open.value = { kind: "none" };
  };
  const setActive = (active: boolean): void => {
    refusal.value = null;
    close();
    void administration.setActive(user, active).then((answer) => {
      if (answer.kind === "refused") refusal.value = answer.refusal;
      onChanged();
    });
  };
  const invite = (): void => {
    refusal.value = null;
    void administration.invite(user.sub).then((answer) => {
      if (answer.kind === "ok") open.value = { kind: "code", invitation: answer.value };
      else refusal.value = answer.refusal;
    });
  };
  return (
    <>
      <header class="rec">
        <Avatar name={user.name} size="xl" />
        <div class="stack g-15">
          <PageHeading>{user.name}</PageHeading>
          <div class="row rec__tags">
            <span class="muted small">{title === "" ? user.unit.name : t.text("common.titleAt", { title, organisation: user.unit.name })}</span>
            <StateTag user={user} />
          </div>
        </div>
        {user.mayChange && (
          <div class="rec__a">
            <Button
              variant="secondary"
              icon={Pencil}
              onClick={() => {
                open.value = { kind: "change" };
              }}
            >
              {t.text("user.change")}
            </Button>
          </div>
        )}
      </header>
      <div class="stack g-5">
        {!user.active && (
          <Note tone="bad" icon={CircleOff} title={t.text("user.isInactive")}>
            {t.text("user.isInactiveHint")}
          </Note>
        )}
        {!user.mayChange && <Note tone="plain" icon={LockKeyhole} title={t.text("user.notYours")} />}
        {refusal.value && <Refused refusal={refusal.value} />}
        <div class="cols">
          <RolesCard user={user} units={known} onChanged={onChanged} />
          <div class="stack g-5">
            <section class="card card__body stack" aria-labelledby="account">
              <h2 id="account" class="h-lg">
                {t.text("user.account")}
              </h2>
              <dl class="kv kv--tight small">
                <div>
                  <dt>{t.text("user.signsInAs")}</dt>
                  <dd class="any">{user.loginNames.join(", ")}</dd>
                </div>
              </dl>
              {user.mayChange && (
                <div class="row g-2">
                  {user.active && (
                    <Button variant="secondary" measure="sm" icon={KeyRound} onClick={invite}>
                      {t.text("user.invite")}
                    </Button>
                  )}
                  {user.active ? (
                    <Button
                      danger
                      variant="secondary"
                      measure="sm"
                      icon={UserX}
                      onClick={() => {
                        open.value = { kind: "deactivate" };
                      }}
                    >
                      {t.text("user.deactivate")}
                    </Button>
                  ) : (
                    <Button variant="secondary" measure="sm" icon={UserCheck} onClick={() => setActive(true)}>
                      {t.text("user.activate")}
                    </Button>
                  )}
                </div>
              )}
            </section>
            <section class="card card__body stack g-2" aria-labelledby="user-reports">
              <h2 id="user-reports" class="h-lg">
                {t.text("user.reports")}
              </h2>
              <Link class="fit tap-link" to={`${paths.reports}?of=${encodeURIComponent(user.sub)}`}>
                {t.text("user.whatDid", { first: firstName(user.name) })}
              </Link>
              <Link class="fit tap-link" to={`${paths.reports}?report=activity&about=${encodeURIComponent(user.sub)}`}>
                {t.text("user.whatHappened", { first: firstName(user.name) })}
              </Link>
            </section>
            <IdentitiesCard user={user} onInvite={invite} />
            {decidesOverDrafts && <DraftsCard user={user} />}
            {decidesOverData && <LeavingCard user={user} />}
          </div>
        </div>
      </div>
      {open.value.kind === "change" && known.length > 0 && (
        <Dialog labelledBy="user-title" onClose={close}>
          <UserForm
            user={user}
            units={known}
            onSaved={() => {
              close();
              onChanged();
            }}
            onCancel={close}
            onStale={onChanged}
          />
        </Dialog>
      )}
      {open.value.kind === "deactivate" && (
        <Confirm
          title={t.text("user.deactivateTitle", { name: user.name })}
          hint={t.text("user.deactivateHint")}
          yes={t.text("user.deactivate")}
          onYes={() => setActive(false)}
          onNo={close}
        />
      )}
      {open.value.kind === "code" && (
        <Dialog labelledBy="code-title" onClose={() => undefined}>
          <OneTimeCode
            name={user.name}
            invitation={open.value.invitation}
            onClose={() => {
              close();
              onChanged();
            }}
          />
        </Dialog>
      )}
    </>
  );
}

function StateTag({ user }: { user: User }) {
  const t = useText();
  const { nowMs } = useApp();
  if (!user.active) return <Tag tone="bad">{t.text("users.deactivated")}</Tag>;
  if (user.hasPassword) return null;
  if (user.invitedUntil === null || user.invitedUntil.getTime() <= nowMs()) return <Tag tone="warn">{t.text("users.invitationOver")}</Tag>;
  return <Tag tone="accent">{t.text("users.invitedUntil", { date: t.shortDate(user.invitedUntil) })}</Tag>;
}
