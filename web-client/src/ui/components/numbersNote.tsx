import { useApp, useText } from "../context";

/// Where the customer keeps the names, what the server writes has numbers in their place. Said where such a file is
/// fetched, so that nobody sends one on and thinks that it names somebody.
export function NumbersNote() {
  const t = useText();
  const { api } = useApp();
  if (!api.names.isElsewhere()) return null;
  return <p class="small muted no-print">{t.text("names.inFiles")}</p>;
}
