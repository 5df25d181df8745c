import { X } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { administrationApi, type AskedRole, type Unit, type User } from "../../api/administration";
import { Button, IconButton } from "../components/basics";
import { SelectField } from "../components/field";
import { useApp, useText } from "../context";
import { Refused } from "./refusals";
import { RoleChoice } from "./roleChoice";
import { type RoleName, roleText } from "./roleText";
import { unitOptions } from "./unitTree";

/// Which roles a person holds, and where; each counts there and below.
export function RolesCard({ user, units, onChanged }: { user: User; units: readonly Unit[]; onChanged: () => void }) {
  const t = useText();
  const { api } = useApp();
  const administration = useMemo(() => administrationApi(api), [api]);
  const role = useSignal<RoleName | "">("");
  const unit = useSignal(user.unit.id);
  const busy = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);
  const held: readonly AskedRole[] = user.roles.map((each) => ({ role: each.role, unit: each.unit.id }));

  const give = (roles: readonly AskedRole[]): void => {
    if (busy.value) return;
    busy.value = true;
    refusal.value = null;
    void administration.giveRoles(user, roles).then((answer) => {
      busy.value = false;
      if (answer.kind === "refused") refusal.value = answer.refusal;
      else role.value = "";
      onChanged();
    });
  };
  const add = (event: Event): void => {
    event.preventDefault();
    const wanted = { role: role.value, unit: unit.value };
    const has = held.some((each) => each.role === wanted.role && each.unit === wanted.unit);
    if (wanted.role !== "" && !has) give([...held, wanted]);
  };

  return (
    <section class="card" aria-labelledby="roles">
      <div class="card__head">
        <h2 id="roles" class="h-lg">
          {t.text("user.roles")}
        </h2>
      </div>
      <ul class="list">
        {user.roles.map(({ role: name, unit: at }, index) => (
          <li key={`${name} ${at.id}`} class="item item--two">
            <span class="lines">
              <span class="item__t">{roleText(t, name)}</span>
              <span class="item__s">{at.name}</span>
            </span>
            {user.mayChange && (
              <IconButton
                icon={X}
                name={t.text("user.takeRole", { role: t.text("user.roleAt", { role: roleText(t, name), unit: at.name }) })}
                onClick={() => give(held.filter((_, other) => other !== index))}
              />
            )}
          </li>
        ))}
      </ul>
      {refusal.value && (
        <div class="card__body">
          <Refused refusal={refusal.value} />
        </div>
      )}
      {user.mayChange && units.length > 0 && (
        <form class="card__body stack" onSubmit={add}>
          <h3 class="small strong">{t.text("user.addRole")}</h3>
          <div class="pair">
            <RoleChoice
              id="new-role"
              value={role.value}
              onValue={(value) => {
                role.value = value;
              }}
            />
            <SelectField
              id="new-role-unit"
              label={t.text("user.unit")}
              value={unit.value}
              options={unitOptions(units, t.language)}
              onValue={(value) => {
                unit.value = value;
              }}
            />
          </div>
          <div>
            <Button type="submit" variant="secondary" measure="sm" busy={busy.value}>
              {t.text("user.give")}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}
