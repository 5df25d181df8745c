import { ChevronRight, LockKeyhole, LockKeyholeOpen, Search } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { type Found, type FoundContact, recordsApi } from "../../api/records";
import { paths } from "../../app/router";
import { Avatar, Button, Icon, Link, Note, Skeleton, Tag } from "../components/basics";
import { Dialog } from "../components/dialog";
import { Empty, Problem } from "../components/states";
import { useApp, useText } from "../context";
import { BasisForm } from "./basisForm";
import { accessText, contactName } from "./names";

type Answer =
  | { readonly kind: "none" | "short" | "busy" }
  | { readonly kind: "found"; readonly found: Found }
  | { readonly kind: "refused"; readonly refusal: ApiRefusal };

const SHORTEST = 3;

/// The unit's other contacts: nobody comes up by itself, one has to search for the person.
export function WholeUnit() {
  const t = useText();
  const { api, router } = useApp();
  const records = useMemo(() => recordsApi(api), [api]);
  const words = useSignal("");
  const answer = useSignal<Answer>({ kind: "none" });
  const opening = useSignal<FoundContact | null>(null);

  const search = (event: Event): void => {
    event.preventDefault();
    const asked = words.value.trim();
    if (asked.replaceAll(/\s/g, "").length < SHORTEST && !/^\d+$/.test(asked)) {
      answer.value = { kind: "short" };
      return;
    }
    answer.value = { kind: "busy" };
    void records.search(asked).then((result) => {
      // What has been typed since is not searched for yet: the answer still stands.
      answer.value = result.kind === "ok" ? { kind: "found", found: result.value } : { kind: "refused", refusal: result.refusal };
    });
  };

  return (
    <>
      <form class="tools tools--search" role="search" onSubmit={search} noValidate>
        <div class="with-icon">
          <Icon of={Search} />
          <input
            class="ds-input"
            type="search"
            id="unit-search"
            maxLength={100}
            aria-label={t.text("records.searchUnit")}
            placeholder={t.text("records.searchUnit")}
            aria-describedby="unit-search-hint"
            value={words.value}
            onInput={(event) => {
              words.value = event.currentTarget.value;
            }}
          />
        </div>
        <Button type="submit" busy={answer.value.kind === "busy"}>
          {answer.value.kind === "busy" ? t.text("records.searching") : t.text("records.searchButton")}
        </Button>
        <p class="small muted tools__hint" id="unit-search-hint">
          {t.text("records.searchHint")}
        </p>
      </form>
      <div role="status">
        <Answered
          answer={answer.value}
          onOpen={(contact) => {
            if (contact.access.kind === "closed") opening.value = contact;
            else router.go(paths.contact(contact.id));
          }}
        />
      </div>
      {opening.value && (
        <Dialog
          labelledBy="basis-title"
          onClose={() => {
            opening.value = null;
          }}
        >
          <BasisForm
            contactId={opening.value.id}
            contact={{ name: contactName(t, opening.value), instructor: opening.value.instructor.name }}
            onOpened={() => router.go(paths.contact(opening.value?.id ?? ""))}
            onCancel={() => {
              opening.value = null;
            }}
          />
        </Dialog>
      )}
    </>
  );
}

function Answered({ answer, onOpen }: { answer: Answer; onOpen: (contact: FoundContact) => void }) {
  const t = useText();
  switch (answer.kind) {
    case "none":
      return (
        <Empty title={t.text("records.searchEmpty")}>
          <p class="small">{t.text("records.searchEmptyHint")}</p>
        </Empty>
      );
    case "short":
      return (
        <div class="card__body">
          <Note tone="warn" icon={Search} title={t.text("records.searchTooShort")} />
        </div>
      );
    case "busy":
      return <Skeleton kind="row" count={3} />;
    case "refused":
      return (
        <div class="card__body">
          <Problem refusal={answer.refusal} />
        </div>
      );
    case "found":
      return (
        <>
          {answer.found.contacts.length === 0 && <p class="muted none">{t.text("records.noneFound")}</p>}
          <ul class="list cl">
            {answer.found.contacts.map((contact) => (
              <li key={contact.id}>
                <FoundRow contact={contact} onOpen={() => onOpen(contact)} />
              </li>
            ))}
          </ul>
          {answer.found.hasMore && <p class="muted small none">{t.text("records.moreFound")}</p>}
        </>
      );
  }
}

function FoundRow({ contact, onOpen }: { contact: FoundContact; onOpen: () => void }) {
  const t = useText();
  const name = contactName(t, contact);
  const content = (
    <>
      <Avatar name={name} human />
      <span class="lines">
        <span class="item__t">{name}</span>
        <span class="item__s">
          {contact.birthYear === null ? t.text("contacts.birthUnknown") : t.text("contacts.born", { year: contact.birthYear.toString() })}
        </span>
      </span>
      <span class="c2">{contact.access.kind === "own" ? t.text("records.yours") : t.text("records.contactOf", { name: contact.instructor.name })}</span>
      <span class="c2">{contact.access.kind === "basis" && <Tag tone="warn" icon={LockKeyholeOpen}>{accessText(t, contact.access)}</Tag>}</span>
    </>
  );
  return contact.access.kind === "closed" ? (
    <button type="button" class="item" onClick={onOpen}>
      {content}
      <Icon of={LockKeyhole} />
    </button>
  ) : (
    <Link class="item" to={paths.contact(contact.id)}>
      {content}
      <Icon of={ChevronRight} />
    </Link>
  );
}
