import { EyeOff, Lock, Server, ShieldCheck, TriangleAlert } from "lucide-preact";
import { Advice } from "../components/advice";
import { Frame, PageHeading, usePage } from "../components/frame";
import { useText } from "../context";

/// What the encryption gives and what it doesn't, for who is no expert. Promises no more than docs/e2ee.md does.
export function ProtectionPage() {
  const t = useText();
  usePage(t.text("protection.title"), "md");
  return (
    <Frame size="md" narrow>
      <div class="stack g-6">
        <div class="stack g-15">
          <PageHeading>{t.text("protection.title")}</PageHeading>
          <p class="muted">{t.text("protection.lead")}</p>
        </div>
        <div class="advice">
          <Advice
            icon={Lock}
            title={t.text("protection.lockedTitle")}
            items={[t.text("protection.locked1"), t.text("protection.locked2"), t.text("protection.locked3")]}
          />
          <Advice
            icon={EyeOff}
            title={t.text("protection.blindTitle")}
            items={[t.text("protection.blind1"), t.text("protection.blind2"), t.text("protection.blind3")]}
          />
          <Advice
            icon={ShieldCheck}
            title={t.text("protection.codeTitle")}
            items={[t.text("protection.code1"), t.text("protection.code2"), t.text("protection.code3")]}
          />
          <Advice
            icon={TriangleAlert}
            title={t.text("protection.limitsTitle")}
            items={[
              t.text("protection.limits1"),
              t.text("protection.limits2"),
              t.text("protection.limits3"),
              t.text("protection.limits4"),
            ]}
          />
          <Advice
            icon={Server}
            title={t.text("protection.seenTitle")}
            items={[t.text("protection.seen1"), t.text("protection.seen2"), t.text("protection.seen3")]}
          />
        </div>
      </div>
    </Frame>
  );
}
