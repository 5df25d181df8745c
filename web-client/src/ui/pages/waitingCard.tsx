import { Video } from "lucide-preact";
import { paths } from "../../app/router";
import { Avatar, ButtonLink } from "../components/basics";
import { useText } from "../context";
import { firstName } from "../words";

/// Someone is in the meeting already: the way there, on top of the page. Its space is kept only while someone waits.
export function WaitingCard({ name, meetingId }: { name: string; meetingId: string }) {
  const t = useText();
  return (
    <section class="wait" aria-label={t.text("waiting.region")}>
      <Avatar name={name} human size="lg" />
      <div>
        <p class="item__t">{t.text("waiting.someone", { name })}</p>
        <p class="item__s">{t.text("waiting.ready", { first: firstName(name) })}</p>
      </div>
      <ButtonLink to={paths.meeting(meetingId)} icon={Video}>
        {t.text("waiting.go")}
      </ButtonLink>
    </section>
  );
}
