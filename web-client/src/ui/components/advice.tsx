import type { LucideIcon } from "lucide-preact";
import { Icon } from "./basics";

/// A card of a few sentences about one thing.
export function Advice({ icon, title, items }: { icon: LucideIcon; title: string; items: readonly string[] }) {
  return (
    <section class="card card__body stack g-3">
      <h2 class="row row--nowrap g-3 h-lg">
        <span class="one__i one__i--sm">
          <Icon of={icon} />
        </span>
        {title}
      </h2>
      <ul class="dots">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  );
}
