import { CircleAlert } from "lucide-preact";
import type { ApiRefusal } from "../../api";
import type { Translator } from "../../i18n/translate";
import { Note } from "../components/basics";
import { Problem } from "../components/states";
import { useText } from "../context";

/// Why administration was refused, in words; anything else as everywhere.
export function Refused({ refusal }: { refusal: ApiRefusal }) {
  const t = useText();
  const words = refusalWords(t, refusal.code);
  return words === null ? <Problem refusal={refusal} /> : <Note tone="bad" role="alert" icon={CircleAlert} title={words} />;
}

function refusalWords(t: Translator, code: string): string | null {
  switch (code) {
    case "version-stale":
      return t.text("user.stale");
    case "login-name-taken":
      return t.text("user.nameTaken");
    case "role-not-yours":
      return t.text("user.roleNotYours");
    case "person-not-yours":
      return t.text("user.notYours");
    case "last-administrator":
      return t.text("user.lastAdministrator");
    case "unit-unknown":
      return t.text("user.unitGone");
    case "units-full":
      return t.text("units.full");
    case "unit-loop":
      return t.text("units.loop");
    case "unit-in-use":
      return t.text("units.inUse");
    case "password-wrong":
      return t.text("account.wrong");
    case "password-short":
      return t.text("account.short");
    case "password-common":
      return t.text("account.common");
    case "code-unknown":
      return t.text("setPassword.codeUnknown");
    case "bad-request":
      return t.text("user.invalid");
    default:
      return null;
  }
}
