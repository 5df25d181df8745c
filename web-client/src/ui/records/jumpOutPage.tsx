import { Frame, PageHeading, usePage } from "../components/frame";
import { useText } from "../context";

export function JumpOutPage() {
  const t = useText();
  usePage(t.text("jump.title"), "sm");
  return (
    <Frame>
      <PageHeading>{t.text("jump.title")}</PageHeading>
    </Frame>
  );
}
