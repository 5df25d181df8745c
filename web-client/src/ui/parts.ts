import type { ComponentType } from "preact";
import type { PartName } from "../app/router";
import type { SectionName } from "../i18n/sections";

export interface PartProps {
  /// What the address says after the page's name.
  readonly id: string | null;
}

interface Part {
  readonly texts: readonly SectionName[];
  readonly load: () => Promise<ComponentType<PartProps>>;
}

/// Where the pages of `PARTS` are, and whose texts they use. The first load of the web client has none of them.
export const PART_PAGES: Readonly<Record<PartName, Part>> = {
  users: { texts: ["accounts", "administration", "identityProviders", "leaving", "records", "roles"], load: async () => (await import("./administration/usersPage")).UsersPage },
  units: { texts: ["administration"], load: async () => (await import("./administration/unitsPage")).UnitsPage },
  reports: { texts: ["records", "reports", "roles"], load: async () => (await import("./reports/reportsPage")).ReportsPage },
  settings: { texts: ["accounts", "administration", "identityProviders"], load: async () => (await import("./administration/settingsPage")).SettingsPage },
  looked: { texts: ["reports"], load: async () => (await import("./reports/lookedPage")).LookedPage },
  account: { texts: ["administration", "identityProviders", "roles"], load: async () => (await import("./administration/accountPage")).AccountPage },
  templates: { texts: ["programs", "library"], load: async () => (await import("./exercises/templatesPage")).TemplatesPage },
  exercises: { texts: ["programs", "library"], load: async () => (await import("./exercises/exercisesPage")).ExercisesPage },
  training: { texts: ["programs", "library"], load: async () => (await import("./training/trainingPage")).TrainingPage },
  "jump-out": { texts: ["records"], load: async () => (await import("./records/jumpOutPage")).JumpOutPage },
};
