/// Each language in its own words.
export const LANGUAGE_NAMES = { nb: "Norsk", sv: "Svenska", da: "Dansk", fi: "Suomi", en: "English" } as const;

/// What core takes as a user name.
export const USERNAME = /^[A-Za-z0-9][A-Za-z0-9._@+-]{1,63}$/;
