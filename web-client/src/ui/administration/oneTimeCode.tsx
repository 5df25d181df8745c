import type { UserInvitation } from "../../api/administration";
import { useText } from "../context";
import { firstName } from "../words";
import { SecretCard } from "./secretCard";

interface OneTimeCodeProps {
  readonly name: string;
  readonly invitation: UserInvitation;
  /// With which the person will sign in, where the administrator has not chosen it just now.
  readonly username?: string;
  /// Whether the person has been told that the account waits.
  readonly told?: string | null;
  readonly onClose: () => void;
}

/// With which somebody sets the own password.
export function OneTimeCode({ name, invitation, username, told, onClose }: OneTimeCodeProps) {
  const t = useText();
  return (
    <SecretCard
      titleId="code-title"
      title={t.text("code.title", { name })}
      once={t.text("code.once")}
      hint={t.text("code.hint", { first: firstName(name) })}
      facts={[
        ...(username === undefined ? [] : [{ term: t.text("clientAccount.username"), value: username }]),
        { term: t.text("code.code"), value: invitation.code },
        { term: t.text("code.link"), value: invitation.link },
      ]}
      copy={{ name: t.text("code.copy"), text: invitation.link }}
      below={[t.text("code.until", { date: t.date(invitation.expiresAt), time: t.time(invitation.expiresAt) }), told ?? null]
        .filter((each) => each !== null)
        .join(". ")}
      onClose={onClose}
    />
  );
}
