import { Frame, PageHeading, usePage } from "../components/frame";
import { useText } from "../context";

export function UnitsPage() {
  const t = useText();
  usePage(t.text("units.title"), "sm");
  return (
    <Frame>
      <PageHeading>{t.text("units.title")}</PageHeading>
    </Frame>
  );
}
