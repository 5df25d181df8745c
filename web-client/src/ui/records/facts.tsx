import { ArrowRightLeft, Pencil } from "lucide-preact";
import { useSignal } from "@preact/signals";
import type { Contact } from "../../api";
import { Button } from "../components/basics";
import { Dialog } from "../components/dialog";
import { useText } from "../context";
import { HandOverForm } from "./handOver";
import { PersonForm } from "./personForm";

type Open = "none" | "change" | "handOver";

/// What is kept of a contact, and what may be done about it.
export function Facts({ contact, onChanged, onGone }: { contact: Contact; onChanged: () => void; onGone: () => void }) {
  const t = useText();
  const open = useSignal<Open>("none");
  const close = (): void => {
    open.value = "none";
  };
  const facts: readonly (readonly [string, string | null])[] = [
    [t.text("person.number"), contact.number === null ? null : contact.number.toString()],
    [t.text("person.birthDate"), contact.birthDate === null ? ageText(t, contact) : t.date(new Date(`${contact.birthDate}T12:00:00`))],
    [t.text("person.phone"), contact.phone],
    [t.text("person.email"), contact.email],
    [t.text("person.instructor"), contact.instructor?.name ?? null],
  ];
  // Servers of before know no versions, and so no changes.
  const canChange = contact.version !== null;
  return (
    <section class="card card__body stack" aria-labelledby="facts">
      <h2 id="facts" class="h-lg">
        {t.text("facts.title")}
      </h2>
      <dl class="kv kv--tight small">
        {facts.map(([term, fact]) => (
          <div key={term} class="kv__row">
            <dt>{term}</dt>
            <dd class={fact === null ? "faint" : "any"}>{fact ?? t.text("person.notKept")}</dd>
          </div>
        ))}
      </dl>
      {canChange && (
        <div class="row g-2">
          <Button
            variant="secondary"
            measure="sm"
            icon={Pencil}
            onClick={() => {
              open.value = "change";
            }}
          >
            {t.text("person.edit")}
          </Button>
          {contact.access.kind === "own" && (
            <Button
              variant="tertiary"
              measure="sm"
              icon={ArrowRightLeft}
              onClick={() => {
                open.value = "handOver";
              }}
            >
              {t.text("handOver.button")}
            </Button>
          )}
        </div>
      )}
      {open.value === "change" && (
        <Dialog labelledBy="person-title" onClose={close}>
          <PersonForm
            contact={contact}
            onSaved={() => {
              close();
              onChanged();
            }}
            onCancel={close}
          />
        </Dialog>
      )}
      {open.value === "handOver" && (
        <Dialog labelledBy="hand-over-title" onClose={close}>
          <HandOverForm contact={contact} onDone={onGone} onCancel={close} />
        </Dialog>
      )}
    </section>
  );
}

function ageText(t: ReturnType<typeof useText>, contact: Contact): string | null {
  if (contact.birthYear !== null) return contact.birthYear.toString();
  return contact.atLeast16 === true ? t.text("person.16Sure") : null;
}
