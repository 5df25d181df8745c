import type { UserInvitation } from "../../api/administration";
import { useText } from "../context";
import { firstName } from "../words";
import { SecretCard } from "./secretCard";

/// With which somebody sets the own password.
export function OneTimeCode({ name, invitation, onClose }: { name: string; invitation: UserInvitation; onClose: () => void }) {
  const t = useText();
  return (
    <SecretCard
      titleId="code-title"
      title={t.text("code.title", { name })}
      once={t.text("code.once")}
      hint={t.text("code.hint", { first: firstName(name) })}
      facts={[
        { term: t.text("code.code"), value: invitation.code },
        { term: t.text("code.link"), value: invitation.link },
      ]}
      copy={{ name: t.text("code.copy"), text: invitation.link }}
      below={t.text("code.until", { date: t.date(invitation.expiresAt), time: t.time(invitation.expiresAt) })}
      onClose={onClose}
    />
  );
}
