import { CircleAlert } from "lucide-preact";
import type { ApiRefusal } from "../../api";
import type { Translator } from "../../i18n/translate";
import { Refused as AnyRefused } from "../administration/refusals";
import { Note } from "../components/basics";
import { useText } from "../context";

/// Why something about identity providers was refused, in words; anything else as in administration.
export function Refused({ refusal }: { refusal: ApiRefusal }) {
  const t = useText();
  const words = refusalWords(t, refusal.code);
  return words === null ? <AnyRefused refusal={refusal} /> : <Note tone="bad" role="alert" icon={CircleAlert} title={words} />;
}

function refusalWords(t: Translator, code: string): string | null {
  switch (code) {
    case "issuer-not-allowed":
      return t.text("idp.notAllowed");
    case "providers-full":
      return t.text("idp.full");
    case "provider-unknown":
      return t.text("idp.gone");
    case "identity-taken":
      return t.text("idp.taken");
    case "identities-full":
      return t.text("idp.identitiesFull");
    case "identity-link-unknown":
      return t.text("idp.tieGone");
    case "slow-down":
      return t.text("idp.slowDown");
    default:
      return null;
  }
}
