import { CircleAlert, ImageUp, Trash2 } from "lucide-preact";
import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import type { ApiRefusal } from "../../api";
import { administrationApi, type OrganisationSettings } from "../../api/administration";
import { Button, Note } from "../components/basics";
import { OrganisationLogo } from "../components/logo";
import { useApp, useText } from "../context";
import { Refused } from "./refusals";

const MOST_BYTES = 30_000;
const TYPES: readonly string[] = ["image/png", "image/jpeg"];

export function LogoCard({ settings, onChanged }: { settings: OrganisationSettings; onChanged: () => void }) {
  const t = useText();
  const { api } = useApp();
  const administration = useMemo(() => administrationApi(api), [api]);
  const input = useRef<HTMLInputElement>(null);
  const wrong = useSignal(false);
  const refusal = useSignal<ApiRefusal | null>(null);

  const put = async (file: File): Promise<void> => {
    refusal.value = null;
    wrong.value = !TYPES.includes(file.type) || file.size > MOST_BYTES;
    if (wrong.value) return;
    const answer = await administration.putLogo(file.type, base64(new Uint8Array(await file.arrayBuffer())));
    if (answer.kind === "ok") onChanged();
    else if (answer.refusal.code === "bad-request") wrong.value = true;
    else refusal.value = answer.refusal;
  };
  const remove = (): void => {
    refusal.value = null;
    void administration.removeLogo().then((answer) => {
      if (answer.kind === "ok") onChanged();
      else refusal.value = answer.refusal;
    });
  };

  return (
    <section class="card card__body stack" aria-labelledby="logo">
      <h2 id="logo" class="h-lg">
        {t.text("settings.logo")}
      </h2>
      {settings.hasLogo && <OrganisationLogo key={settings.version} name={settings.name} />}
      <p class="small muted">{t.text("settings.logoHint")}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept={TYPES.join()}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) void put(file);
          event.currentTarget.value = "";
        }}
      />
      {wrong.value && <Note tone="bad" role="alert" icon={CircleAlert} title={t.text("settings.logoWrong")} />}
      {refusal.value && <Refused refusal={refusal.value} />}
      <div class="row g-2">
        <Button variant="secondary" measure="sm" icon={ImageUp} onClick={() => input.current?.click()}>
          {t.text("settings.logoChoose")}
        </Button>
        {settings.hasLogo && (
          <Button danger variant="tertiary" measure="sm" icon={Trash2} onClick={remove}>
            {t.text("settings.logoRemove")}
          </Button>
        )}
      </div>
    </section>
  );
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
