/// What roles are called.
export const roles = {
  "role.instructor": "Instructor",
  "role.unit-administrator": "Unit administrator",
  "role.organisation-administrator": "Organisation administrator",
  "role.system-administrator": "System administrator",
  "role.contact": "Client",
} as const;
