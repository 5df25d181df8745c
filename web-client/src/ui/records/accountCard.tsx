import { KeyRound, UserCheck, UserX } from "lucide-preact";
import type { Signal } from "@preact/signals";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal, Contact } from "../../api";
import { type GivenAccount, recordsApi } from "../../api/records";
import { Confirm } from "../administration/confirm";
import { OneTimeCode } from "../administration/oneTimeCode";
import { Button } from "../components/basics";
import { Dialog } from "../components/dialog";
import { useApp, useText } from "../context";
import { firstName } from "../words";
import { AccountForm, AccountRefused } from "./accountForm";

type Open = { readonly kind: "none" | "withdraw" } | { readonly kind: "code"; readonly given: GivenAccount; readonly isNew: boolean };

interface AccountCardProps {
  readonly contact: Contact & { readonly name: string };
  /// Whether somebody asked to give one, here or where the meeting is started.
  readonly giving: Signal<boolean>;
  readonly onChanged: () => void;
}

/// Whether and how the client signs in, and what the instructor can do about it.
export function AccountCard({ contact, giving, onChanged }: AccountCardProps) {
  const t = useText();
  const { api } = useApp();
  const records = useMemo(() => recordsApi(api), [api]);
  const open = useSignal<Open>({ kind: "none" });
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const first = firstName(contact.name);
  const { account } = contact;
  const close = (): void => {
    open.value = { kind: "none" };
  };

  const newCode = (): void => {
    if (busy.value) return;
    busy.value = true;
    refusal.value = null;
    void records.newAccountCode(contact.id).then((answer) => {
      busy.value = false;
      if (answer.kind === "ok") open.value = { kind: "code", given: answer.value, isNew: false };
      else refusal.value = answer.refusal;
      onChanged();
    });
  };
  const withdraw = (): void => {
    close();
    refusal.value = null;
    void records.withdrawAccount(contact.id).then((answer) => {
      if (answer.kind === "refused") refusal.value = answer.refusal;
      onChanged();
    });
  };

  return (
    <section class="card card__body stack" aria-labelledby="account">
      <h2 id="account" class="h-lg">
        {t.text("clientAccount.title")}
      </h2>
      {account === null && <p class="small">{t.text("clientAccount.none", { first })}</p>}
      {account !== null && (
        <dl class="kv kv--tight small">
          <div class="kv__row">
            <dt>{t.text("clientAccount.signsInAs")}</dt>
            <dd class="any">{account.username}</dd>
          </div>
        </dl>
      )}
      <AccountState contact={contact} />
      {refusal.value && <AccountRefused refusal={refusal.value} />}
      <div class="row g-2">
        {contact.hasAccount ? (
          <>
            <Button variant="secondary" measure="sm" icon={KeyRound} busy={busy.value} onClick={newCode}>
              {t.text("clientAccount.newCode")}
            </Button>
            <Button
              danger
              variant="tertiary"
              measure="sm"
              icon={UserX}
              onClick={() => {
                open.value = { kind: "withdraw" };
              }}
            >
              {t.text("clientAccount.withdraw")}
            </Button>
          </>
        ) : (
          <Button
            variant="secondary"
            measure="sm"
            icon={UserCheck}
            onClick={() => {
              giving.value = true;
            }}
          >
            {t.text(account === null ? "clientAccount.give" : "clientAccount.giveBack")}
          </Button>
        )}
      </div>
      {giving.value && (
        <Dialog
          labelledBy="give-account-title"
          onClose={() => {
            giving.value = false;
          }}
        >
          <AccountForm
            contact={contact}
            onGiven={(given) => {
              giving.value = false;
              open.value = { kind: "code", given, isNew: true };
              onChanged();
            }}
            onCancel={() => {
              giving.value = false;
              onChanged();
            }}
          />
        </Dialog>
      )}
      {open.value.kind === "withdraw" && (
        <Confirm
          title={t.text("clientAccount.withdrawTitle", { name: contact.name })}
          hint={t.text("clientAccount.withdrawHint", { first })}
          yes={t.text("clientAccount.withdraw")}
          no={t.text("clientAccount.cancel")}
          onYes={withdraw}
          onNo={close}
        />
      )}
      {open.value.kind === "code" && (
        <Dialog labelledBy="code-title" onClose={() => undefined}>
          <OneTimeCode
            name={contact.name}
            username={open.value.given.username}
            told={open.value.isNew ? t.text(open.value.given.mailed ? "clientAccount.mailed" : "clientAccount.notMailed", { first }) : null}
            invitation={open.value.given.invitation}
            onClose={() => {
              close();
              onChanged();
            }}
          />
        </Dialog>
      )}
    </section>
  );
}

function AccountState({ contact: { account, name } }: { contact: Contact & { readonly name: string } }) {
  const t = useText();
  const { nowMs } = useApp();
  if (account === null || (account.state === "ready" && account.codeUntil === null)) return null;
  if (account.state === "withdrawn") return <p class="small">{t.text("clientAccount.withdrawn", { first: firstName(name) })}</p>;
  const until = account.codeUntil;
  const isGood = until !== null && until.getTime() > nowMs();
  return (
    <div class="small stack g-1">
      {account.state === "invited" && <p>{t.text("clientAccount.invited")}</p>}
      {isGood && <p class="muted">{t.text("clientAccount.codeUntil", { date: t.date(until), time: t.time(until) })}</p>}
      {!isGood && account.state === "invited" && <p class="muted">{t.text("clientAccount.codeOver")}</p>}
    </div>
  );
}
