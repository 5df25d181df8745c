import { SelectField } from "../components/field";
import { useApp, useText } from "../context";
import type { RoleName } from "./roleText";

/// The roles that an administrator may give; only organisation administrators give administration.
export function RoleChoice({ id, value, onValue }: { id: string; value: RoleName | ""; onValue: (value: RoleName | "") => void }) {
  const t = useText();
  const { auth } = useApp();
  const state = auth.state.value;
  const grantsAdministration = state.kind === "signedIn" && state.me.roles.includes("organisation-administrator");
  const offered: readonly RoleName[] = grantsAdministration
    ? ["instructor", "unit-administrator", "organisation-administrator"]
    : ["instructor"];
  return (
    <SelectField
      id={id}
      label={t.text("users.role")}
      hint={t.text("user.rolesHint")}
      value={value}
      options={[{ value: "", label: "–" }, ...offered.map((role) => ({ value: role, label: t.text(`role.${role}`) }))]}
      onValue={(chosen) => onValue(offered.find((role) => role === chosen) ?? "")}
    />
  );
}
