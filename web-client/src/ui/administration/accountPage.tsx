import { Frame, PageHeading, usePage } from "../components/frame";
import { useText } from "../context";

export function AccountPage() {
  const t = useText();
  usePage(t.text("account.title"), "sm");
  return (
    <Frame>
      <PageHeading>{t.text("account.title")}</PageHeading>
    </Frame>
  );
}
