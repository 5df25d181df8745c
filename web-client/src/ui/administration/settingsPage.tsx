import { Frame, PageHeading, usePage } from "../components/frame";
import { useText } from "../context";

export function SettingsPage() {
  const t = useText();
  usePage(t.text("settings.title"), "sm");
  return (
    <Frame>
      <PageHeading>{t.text("settings.title")}</PageHeading>
    </Frame>
  );
}
