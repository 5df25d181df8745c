import { Pencil, Plus, Trash2 } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { administrationApi, type Unit } from "../../api/administration";
import { IconButton, Skeleton } from "../components/basics";
import { Dialog } from "../components/dialog";
import { SelectField, TextField } from "../components/field";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Problem } from "../components/states";
import { useApp, useText } from "../context";
import { FormEnd } from "./formEnd";
import { Confirm } from "./confirm";
import { Refused } from "./refusals";
import { branches, isWithin, unitOptions } from "./unitTree";
import { useUnits } from "./useUnits";

type Open =
  | { readonly kind: "none" }
  | { readonly kind: "new"; readonly parent: Unit }
  | { readonly kind: "change" | "remove"; readonly unit: Unit };

/// The tree of units. Who may not change it sees it only.
export function UnitsPage() {
  const t = useText();
  const { api, auth } = useApp();
  const administration = useMemo(() => administrationApi(api), [api]);
  const units = useUnits();
  const open = useSignal<Open>({ kind: "none" });
  const refusal = useSignal<ApiRefusal | null>(null);
  usePage(t.text("units.title"), "sm");
  const state = units.state.value;
  const known = state.kind === "ready" ? state.value : [];
  const who = auth.state.value;
  const mayChange = who.kind === "signedIn" && who.me.roles.includes("organisation-administrator");
  const close = (): void => {
    open.value = { kind: "none" };
  };
  const saved = (): void => {
    close();
    units.refresh();
  };
  const remove = (unit: Unit): void => {
    close();
    refusal.value = null;
    void administration.removeUnit(unit.id).then((answer) => {
      if (answer.kind === "refused") refusal.value = answer.refusal;
      units.refresh();
    });
  };
  return (
    <Frame>
      <div class="page__head">
        <div class="stack g-15">
          <PageHeading>{t.text("units.title")}</PageHeading>
          <p class="muted">{t.text("units.lead")}</p>
        </div>
      </div>
      <div class="stack">
        {refusal.value && <Refused refusal={refusal.value} />}
        {state.kind === "refused" && <Problem refusal={state.refusal} onRetry={units.refresh} />}
        <section class="card" aria-label={t.text("units.title")}>
          {state.kind === "loading" && <Skeleton kind="row" count={4} />}
          <ul class="list units">
            {branches(known, t.language).map(({ unit, depth }) => (
              <li key={unit.id} class="item item--two" data-depth={Math.min(depth, 5)}>
                <span class="lines">
                  <span class="item__t">{unit.name}</span>
                  <span class="item__s num">{t.text("units.people", { n: unit.people })}</span>
                </span>
                {mayChange && (
                  <span class="row row--nowrap g-1">
                    <IconButton
                      icon={Plus}
                      name={t.text("units.newBelow", { unit: unit.name })}
                      onClick={() => {
                        open.value = { kind: "new", parent: unit };
                      }}
                    />
                    <IconButton
                      icon={Pencil}
                      name={t.text("units.change", { unit: unit.name })}
                      onClick={() => {
                        open.value = { kind: "change", unit };
                      }}
                    />
                    {depth > 0 && (
                      <IconButton
                        icon={Trash2}
                        name={t.text("units.remove", { unit: unit.name })}
                        onClick={() => {
                          open.value = { kind: "remove", unit };
                        }}
                      />
                    )}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      </div>
      {(open.value.kind === "new" || open.value.kind === "change") && (
        <Dialog labelledBy="unit-title" onClose={close}>
          <UnitForm
            unit={open.value.kind === "change" ? open.value.unit : null}
            parent={open.value.kind === "new" ? open.value.parent.id : open.value.unit.parent}
            units={known}
            onSaved={saved}
            onCancel={close}
            onStale={units.refresh}
          />
        </Dialog>
      )}
      {open.value.kind === "remove" && (
        <RemoveUnit unit={open.value.unit} onYes={remove} onNo={close} />
      )}
    </Frame>
  );
}

function RemoveUnit({ unit, onYes, onNo }: { unit: Unit; onYes: (unit: Unit) => void; onNo: () => void }) {
  const t = useText();
  return (
    <Confirm
      title={t.text("units.removeTitle", { unit: unit.name })}
      hint={t.text("units.removeHint")}
      yes={t.text("units.removeYes")}
      onYes={() => onYes(unit)}
      onNo={onNo}
    />
  );
}

interface UnitFormProps {
  /// Null: a new one.
  readonly unit: Unit | null;
  readonly parent: string | null;
  readonly units: readonly Unit[];
  readonly onSaved: () => void;
  readonly onCancel: () => void;
  readonly onStale: () => void;
}

function UnitForm({ unit, parent, units, onSaved, onCancel, onStale }: UnitFormProps) {
  const t = useText();
  const { api } = useApp();
  const administration = useMemo(() => administrationApi(api), [api]);
  const name = useSignal(unit?.name ?? "");
  const below = useSignal(parent ?? "");
  const tried = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const noName = name.value.trim() === "";
  // A unit can't hang below itself: what is within it is not offered.
  const parents = units.filter(({ id }) => unit === null || !isWithin(units, id, unit.id));
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    if (busy.value || noName) return;
    busy.value = true;
    refusal.value = null;
    const moved = below.value === "" || below.value === parent ? null : below.value;
    const asked = unit
      ? administration.changeUnit(unit, name.value.trim(), moved)
      : administration.makeUnit(name.value.trim(), below.value);
    void asked.then((answer) => {
      busy.value = false;
      if (answer.kind === "ok") {
        onSaved();
        return;
      }
      refusal.value = answer.refusal;
      if (answer.refusal.code === "version-stale") onStale();
    });
  };
  return (
    <form class="stack g-45" onSubmit={submit} noValidate>
      <h2 id="unit-title" class="h-xl">
        {unit ? t.text("units.change", { unit: unit.name }) : t.text("units.new")}
      </h2>
      <TextField
        id="unit-name"
        label={t.text("units.name")}
        value={name.value}
        problem={tried.value && noName ? t.text("units.needName") : null}
        input={{ maxLength: 200, autocomplete: "off" }}
        onValue={(value) => {
          name.value = value;
        }}
      />
      {unit?.parent !== null && (
        <SelectField
          id="unit-parent"
          label={t.text("units.parent")}
          value={below.value}
          options={unitOptions(parents, t.language)}
          onValue={(value) => {
            below.value = value;
          }}
        />
      )}
      {refusal.value && <Refused refusal={refusal.value} />}
      <FormEnd label={t.text("user.save")} busy={busy.value} onCancel={onCancel} />
    </form>
  );
}
