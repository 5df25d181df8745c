import { Dumbbell, FileLock2, Headphones, IdCard, type LucideIcon } from "lucide-preact";
import { Icon } from "../components/basics";
import { Frame, PageHeading, usePage } from "../components/frame";
import { useText } from "../context";

export function SafetyPage() {
  const t = useText();
  usePage(t.text("safety.title"), "md");
  return (
    <Frame size="md" narrow>
      <div class="stack g-6">
        <div class="stack g-15">
          <PageHeading>{t.text("safety.title")}</PageHeading>
          <p class="muted">{t.text("safety.lead")}</p>
        </div>
        <div class="advice">
          <Advice
            icon={IdCard}
            title={t.text("safety.whoTitle")}
            items={[t.text("safety.who1"), t.text("safety.who2"), t.text("safety.who3")]}
          />
          <Advice
            icon={Headphones}
            title={t.text("safety.placeTitle")}
            items={[t.text("safety.place1"), t.text("safety.place2"), t.text("safety.place3")]}
          />
          <Advice
            icon={Dumbbell}
            title={t.text("safety.trainTitle")}
            items={[t.text("safety.train1"), t.text("safety.train2"), t.text("safety.train3")]}
          />
          <Advice
            icon={FileLock2}
            title={t.text("safety.rightsTitle")}
            items={[t.text("safety.rights1"), t.text("safety.rights2"), t.text("safety.rights3")]}
          />
        </div>
      </div>
    </Frame>
  );
}

function Advice({ icon, title, items }: { icon: LucideIcon; title: string; items: readonly string[] }) {
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
