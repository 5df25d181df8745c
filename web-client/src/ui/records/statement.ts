const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/// The record system's signed statement in the fragment of an address, which no server is ever sent.
export function statementIn(hash: string): string | null {
  const statement = new URLSearchParams(hash.replace(/^#/, "")).get("token");
  return statement !== null && JWT.test(statement) ? statement : null;
}
