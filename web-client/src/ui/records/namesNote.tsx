import { CloudOff } from "lucide-preact";
import { Button, Note } from "../components/basics";
import { useApp, useText } from "../context";

/// Where the customer keeps the names: says so when they can't be had now. The page goes on with numbers.
export function NamesNote({ onRetry }: { onRetry?: () => void }) {
  const t = useText();
  const { api } = useApp();
  if (api.names.state.value !== "failed") return null;
  return (
    <div class="access-note">
      <Note tone="warn" icon={CloudOff} role="status" title={t.text("records.namesAway")}>
        {t.text("records.namesAwayHint")}
        {onRetry && (
          <div class="row note__do">
            <Button
              variant="secondary"
              measure="sm"
              onClick={() => {
                api.names.retry();
                onRetry();
              }}
            >
              {t.text("records.namesRetry")}
            </Button>
          </div>
        )}
      </Note>
    </div>
  );
}
