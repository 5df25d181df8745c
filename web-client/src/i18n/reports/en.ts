export const reports = {
  "reports.title": "Reports",
  "looked.title": "Who has looked at your record",
} as const;
