import { CircleAlert, WifiOff } from "lucide-preact";
import type { ComponentChildren } from "preact";
import type { ApiRefusal } from "../../api";
import { ExerciseDrawing } from "../../drawings/exercises";
import { useText } from "../context";
import { errorWords } from "../words";
import { Button, Note } from "./basics";

/// One drawing, one sentence, one action.
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <ExerciseDrawing drawing="oneleg" />
      <p class="empty__t">{title}</p>
      {children}
    </div>
  );
}

/// What happened, whose side it is on, what to do, and the case number if the server gave one.
export function Problem({ refusal, onRetry }: { refusal: ApiRefusal; onRetry?: () => void }) {
  const t = useText();
  const words = errorWords(t, refusal);
  return (
    <div class="problem">
      <Note tone="bad" role="alert" icon={refusal.code === "network" ? WifiOff : CircleAlert} title={words.title}>
        {words.body} {words.caseId !== null && <span class="case num">{t.text("error.case", { id: words.caseId })}</span>}
      </Note>
      {onRetry && (
        <Button variant="secondary" onClick={onRetry}>
          {t.text("common.tryAgain")}
        </Button>
      )}
    </div>
  );
}
