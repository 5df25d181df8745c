export const administration = {
  "users.title": "Users",
  "units.title": "Units",
  "settings.title": "Settings",
  "account.title": "Own account",
} as const;
