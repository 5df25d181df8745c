import { Dumbbell, FileLock2, Headphones, IdCard } from "lucide-preact";
import { Advice } from "../components/advice";
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
