import { ChevronRight, Eye } from "lucide-preact";
import { paths } from "../../app/router";
import { Icon, Link } from "../components/basics";
import { useText } from "../context";

/// The way to who has looked at one's own record.
export function LookedLink() {
  const t = useText();
  return (
    <div class="card list">
      <Link class="item" to={paths.looked}>
        <Icon of={Eye} />
        <span class="lines">
          <span class="item__t">{t.text("inbox.looked")}</span>
          <span class="item__s">{t.text("inbox.lookedHint")}</span>
        </span>
        <Icon of={ChevronRight} />
      </Link>
    </div>
  );
}
