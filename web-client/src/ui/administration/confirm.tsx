import { Button } from "../components/basics";
import { Dialog } from "../components/dialog";
import { useText } from "../context";

interface ConfirmProps {
  readonly title: string;
  readonly hint: string;
  readonly yes: string;
  /// Instead of "Cancel", where the texts of administration are not at hand.
  readonly no?: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/// Asks once before something is taken away. The first button, which leaves all as it is, has the focus.
export function Confirm({ title, hint, yes, no, onYes, onNo }: ConfirmProps) {
  const t = useText();
  return (
    <Dialog labelledBy="confirm-title" onClose={onNo}>
      <div class="stack g-45">
        <h2 id="confirm-title" class="h-xl">
          {title}
        </h2>
        <p>{hint}</p>
        <div class="row end-aligned">
          <Button variant="secondary" onClick={onNo}>
            {no ?? t.text("user.cancel")}
          </Button>
          <Button danger onClick={onYes}>
            {yes}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
