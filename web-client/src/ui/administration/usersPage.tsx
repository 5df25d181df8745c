import { Frame, PageHeading, usePage } from "../components/frame";
import { useText } from "../context";

export function UsersPage() {
  const t = useText();
  usePage(t.text("users.title"), "sm");
  return (
    <Frame>
      <PageHeading>{t.text("users.title")}</PageHeading>
    </Frame>
  );
}
