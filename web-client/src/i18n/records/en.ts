export const records = {
  "jump.title": "Opening the contact",
} as const;
