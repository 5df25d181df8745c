import { Frame, PageHeading, usePage } from "../components/frame";
import { useText } from "../context";

export function ReportsPage() {
  const t = useText();
  usePage(t.text("reports.title"), "sm");
  return (
    <Frame>
      <PageHeading>{t.text("reports.title")}</PageHeading>
    </Frame>
  );
}
