import { Dumbbell, ExternalLink, FileLock2, Headphones, IdCard, Stethoscope } from "lucide-preact";
import { Advice } from "../components/advice";
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
        <ForProfessionals />
      </div>
    </Frame>
  );
}

/// Whose advice it is, and where it stands. Only a person's own click leads there.
const REFERENCES = [
  ["safety.proNorway", "https://www.helsedirektoratet.no/"],
  ["safety.proNorwayGuide", "https://www.helsedirektoratet.no/tema/velferdsteknologi"],
  ["safety.proSweden", "https://www.socialstyrelsen.se/"],
  ["safety.proDenmark", "https://www.fysio.dk/"],
  ["safety.proFinland", "https://www.valvira.fi/"],
] as const;

function ForProfessionals() {
  const t = useText();
  return (
    <section class="card card__body stack g-3" aria-labelledby="professionals">
      <h2 class="row row--nowrap g-3 h-lg" id="professionals">
        <span class="one__i one__i--sm">
          <Icon of={Stethoscope} />
        </span>
        {t.text("safety.proTitle")}
      </h2>
      <ul class="dots">
        <li>{t.text("safety.pro1")}</li>
        <li>{t.text("safety.pro2")}</li>
        <li>{t.text("safety.pro3")}</li>
      </ul>
      <p class="muted md">{t.text("safety.proRead")}</p>
      <ul class="stack g-2">
        {REFERENCES.map(([text, address]) => (
          <li key={text}>
            <a class="row row--nowrap g-2 fit tap-link" href={address} target="_blank" rel="noreferrer noopener">
              <Icon of={ExternalLink} size="sm" />
              {t.text(text)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
