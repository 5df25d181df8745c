import { Frame, PageHeading, usePage } from "../components/frame";
import { useText } from "../context";

export function LookedPage() {
  const t = useText();
  usePage(t.text("looked.title"), "sm");
  return (
    <Frame>
      <PageHeading>{t.text("looked.title")}</PageHeading>
    </Frame>
  );
}
