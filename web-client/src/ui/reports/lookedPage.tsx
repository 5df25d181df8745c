import { ShieldAlert, TriangleAlert } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { type Look, reportsApi } from "../../api/reports";
import { Avatar, Button, Skeleton, Tag } from "../components/basics";
import { Frame, PageHeading, usePage } from "../components/frame";
import { Empty, Problem } from "../components/states";
import { useApp, useText } from "../context";
import { whenText } from "../words";
import { basisText } from "./lineWords";

const WHATS = ["opened", "searched", "changed", "program", "meeting", "exported", "administered", "other"] as const;

/// The client's own: who has looked, in plain words.
export function LookedPage() {
  const t = useText();
  const { api } = useApp();
  const reports = useMemo(() => reportsApi(api), [api]);
  const looks = useSignal<readonly Look[] | null>(null);
  const next = useSignal<string | null>(null);
  const refusal = useSignal<ApiRefusal | null>(null);
  usePage(t.text("looked.title"), "md");

  const load = (): void => {
    refusal.value = null;
    void reports.looks(next.value).then((answer) => {
      if (answer.kind === "ok") {
        looks.value = [...(looks.value ?? []), ...answer.value.looks];
        next.value = answer.value.next;
      } else {
        refusal.value = answer.refusal;
      }
    });
  };
  useEffect(load, [reports]);

  return (
    <Frame size="md" narrow>
      <div class="stack g-5">
        <div class="stack g-15">
          <PageHeading>{t.text("looked.title")}</PageHeading>
          <p class="muted">{t.text("looked.lead")}</p>
        </div>
        {refusal.value && <Problem refusal={refusal.value} onRetry={load} />}
        {looks.value === null && !refusal.value && <Skeleton kind="row" count={4} />}
        {looks.value?.length === 0 && (
          <section class="card">
            <Empty title={t.text("looked.none")}>
              <p class="small">{t.text("looked.noneHint")}</p>
            </Empty>
          </section>
        )}
        {looks.value !== null && looks.value.length > 0 && (
          <ul class="card list looks">
            {once(looks.value).map((look, index) => (
              <LookRow key={index} look={look} />
            ))}
          </ul>
        )}
        {next.value !== null && (
          <div>
            <Button variant="secondary" onClick={load}>
              {t.text("reports.more")}
            </Button>
          </div>
        )}
        <p class="muted md">{t.text("looked.question")}</p>
      </div>
    </Frame>
  );
}

const AT_ONCE_MS = 120_000;

/// Opening a program asks for it in several ways: what one person did in one go is said once.
export function once(looks: readonly Look[]): readonly Look[] {
  return looks.filter((look, index) => {
    const newer = looks[index - 1];
    return newer === undefined || newer.at.getTime() - look.at.getTime() > AT_ONCE_MS || !isSame(newer, look);
  });
}

function isSame(one: Look, other: Look): boolean {
  return (
    one.who.name === other.who.name &&
    one.what === other.what &&
    one.allowed === other.allowed &&
    one.breakGlass === other.breakGlass &&
    one.basis?.comment === other.basis?.comment &&
    one.basis?.reason === other.basis?.reason
  );
}

function LookRow({ look }: { look: Look }) {
  const t = useText();
  const { nowMs } = useApp();
  const name = look.who.name ?? t.text("looked.someone");
  const what = WHATS.find((each) => each === look.what) ?? "other";
  const { basis } = look;
  const reason = basis && (basis.comment ?? basisText(t, basis.reason));
  return (
    <li class="item">
      <Avatar name={name} />
      <span class="lines">
        <span class="item__t">{name}</span>
        <span class="item__s">
          {t.text(`looked.what.${what}`)} · {whenText(t, look.at, nowMs())}
        </span>
        {reason !== null && <span class="item__s any">{t.text("looked.reason", { reason: t.text("reports.quote", { text: reason }) })}</span>}
      </span>
      <span class="looks__marks">
        {!look.allowed && (
          <Tag tone="bad" icon={ShieldAlert}>
            {t.text("looked.refused")}
          </Tag>
        )}
        {look.breakGlass && (
          <Tag tone="warn" icon={TriangleAlert}>
            {t.text("reports.breakGlass")}
          </Tag>
        )}
      </span>
    </li>
  );
}
