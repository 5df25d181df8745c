import { describe, expect, it } from "vitest";
import { isFor, isOpenToAll, parseRoute, paths, startFor } from "./router";

describe("addresses", () => {
  it("lead to the pages the server knows", () => {
    expect(parseRoute("/", "")).toEqual({ kind: "start" });
    expect(parseRoute("/contacts", "")).toEqual({ kind: "contacts" });
    expect(parseRoute("/contacts/c1", "")).toEqual({ kind: "contact", id: "c1" });
    expect(parseRoute("/inbox/", "")).toEqual({ kind: "inbox" });
    expect(parseRoute("/meetings/AWk4", "")).toEqual({ kind: "meeting", id: "AWk4" });
    expect(parseRoute("/safety", "")).toEqual({ kind: "safety" });
    expect(parseRoute(paths.protection, "")).toEqual({ kind: "protection" });
    expect(parseRoute("/callback", "?code=1")).toEqual({ kind: "callback" });
  });

  it("carry the login transaction to the sign-in page", () => {
    expect(parseRoute("/sign-in", "?tx=t%201")).toEqual({ kind: "signIn", tx: "t 1" });
    expect(parseRoute("/sign-in", "")).toEqual({ kind: "signIn", tx: null });
  });

  it("of an organisation's own lead to where everybody starts", () => {
    expect(parseRoute("/at/HCO3lxKM0C9C0jAy8eAoFg", "")).toEqual({ kind: "start" });
  });

  it("that nobody made lead to the page that says so", () => {
    for (const path of ["/x", "/contacts/a/b", "/meetings//", "/meetings/%E0%A4%A", "/inbox/1", "/at"]) {
      expect(parseRoute(path, ""), path).toEqual({ kind: "notFound" });
    }
  });

  it("of contacts are for instructors only", () => {
    for (const route of [parseRoute("/contacts", ""), parseRoute("/contacts/c1", "")]) {
      expect(isFor(route, ["instructor"])).toBe(true);
      expect(isFor(route, ["contact"])).toBe(false);
    }
    expect(isFor(parseRoute("/inbox", ""), ["contact"])).toBe(true);
    expect(isFor(parseRoute("/meetings/AWk4", ""), ["contact"])).toBe(true);
  });

  it("of administration are for administrators only", () => {
    for (const path of [paths.users, paths.user("u1"), paths.units, paths.reports]) {
      expect(isFor(parseRoute(path, ""), ["unit-administrator"]), path).toBe(true);
      expect(isFor(parseRoute(path, ""), ["instructor", "organisation-administrator"]), path).toBe(true);
      expect(isFor(parseRoute(path, ""), ["instructor", "contact"]), path).toBe(false);
    }
    expect(isFor(parseRoute(paths.settings, ""), ["unit-administrator"])).toBe(false);
    expect(isFor(parseRoute(paths.settings, ""), ["organisation-administrator"])).toBe(true);
    expect(isFor(parseRoute(paths.account, ""), ["contact"])).toBe(true);
  });

  it("lead everybody to where the own work is", () => {
    expect(startFor(["organisation-administrator", "instructor"])).toBe(paths.contacts);
    expect(startFor(["unit-administrator"])).toBe(paths.users);
    expect(startFor(["contact"])).toBe(paths.inbox);
    for (const roles of [["instructor"], ["unit-administrator"], ["system-administrator"], ["contact"], []]) {
      expect(isFor(parseRoute(startFor(roles), ""), roles), roles.join()).toBe(true);
    }
  });

  it("of parts take an id only where one belongs", () => {
    expect(parseRoute("/users/u1", "")).toEqual({ kind: "part", part: "users", id: "u1" });
    expect(parseRoute("/reports", "?person=u1")).toEqual({ kind: "part", part: "reports", id: null });
    expect(parseRoute("/reports/u1", "")).toEqual({ kind: "notFound" });
  });

  it("of advice need no sign-in, and the others do", () => {
    expect([paths.safety, paths.protection, "/set-password", "/nowhere"].map((path) => isOpenToAll(parseRoute(path, "")))).toEqual([true, true, true, true]);
    expect([paths.inbox, paths.contacts, paths.meeting("m1"), "/"].some((path) => isOpenToAll(parseRoute(path, "")))).toBe(false);
  });

  it("survive an id with signs in it", () => {
    expect(parseRoute(paths.contact("a/b ?"), "")).toEqual({ kind: "contact", id: "a/b ?" });
  });
});
