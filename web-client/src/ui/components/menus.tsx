import { CircleUserRound, KeyRound, Languages, LogOut } from "lucide-preact";
import { useRef } from "preact/hooks";
import { SCHEMES } from "../../app/preferences";
import { paths } from "../../app/router";
import { isLanguage, LANGUAGES, type Language } from "../../i18n/catalogue";
import { useApp, useText } from "../context";
import { titleText } from "../words";
import { Avatar, Button, ButtonLink, Icon } from "./basics";

/// Each language is called by its own name, whatever language is shown.
const OWN_NAMES: Readonly<Record<Language, string>> = {
  nb: "Norsk",
  sv: "Svenska",
  da: "Dansk",
  fi: "Suomi",
  en: "English",
};

/// `words`: a button with the language's name on it (sign-in); otherwise an icon in the top bar.
export function LanguageMenu({ words }: { words?: boolean }) {
  const t = useText();
  const { preferences } = useApp();
  const menu = useRef<HTMLDivElement>(null);
  const name = t.text("menu.languageIs", { language: OWN_NAMES[t.language] });
  return (
    <div class="menu-anchor">
      {words ? (
        <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" aria-label={name} popovertarget="language-menu">
          <Icon of={Languages} />
          {OWN_NAMES[t.language]}
        </button>
      ) : (
        <button type="button" class="icon-btn" aria-label={name} title={name} popovertarget="language-menu">
          <Icon of={Languages} />
        </button>
      )}
      <div id="language-menu" class="menu" popover="auto" ref={menu}>
        <Choices
          legend={t.text("menu.language")}
          name="language"
          values={LANGUAGES}
          chosen={t.language}
          label={(language) => OWN_NAMES[language]}
          lang={(language) => language}
          choose={(language) => {
            if (isLanguage(language)) preferences.setLanguage(language);
            menu.current?.hidePopover();
          }}
        />
      </div>
    </div>
  );
}

export function AccountMenu() {
  const t = useText();
  const { auth, preferences } = useApp();
  const state = auth.state.value;
  if (state.kind !== "signedIn") return null;
  const { me } = state;
  const title = titleText(t, me.title);
  const isClient = me.title === "client";
  const below = isClient ? title : t.text("common.titleAt", { title, organisation: me.organisation.name });
  const signOut = (): void => {
    void auth.signOut().then((leaving) => {
      if (!leaving) auth.signIn("/");
    });
  };
  return (
    <div class="menu-anchor">
      <button type="button" class="me" popovertarget="account-menu">
        <Avatar name={me.name} human={isClient} />
        <span class="me__t">
          <span class="me__n">{me.name}</span>
          <span class="muted tiny">{below}</span>
        </span>
        <span class="sr">{t.text("menu.account")}</span>
      </button>
      <div id="account-menu" class="menu" popover="auto">
        <p class="menu__who">
          <Icon of={CircleUserRound} />
          <span>
            <strong>{me.name}</strong>
            <span class="muted small">{below}</span>
          </span>
        </p>
        <Choices
          legend={t.text("menu.appearance")}
          name="scheme"
          values={SCHEMES}
          chosen={preferences.scheme.value}
          label={(scheme) => t.text(`scheme.${scheme}`)}
          choose={(scheme) => preferences.setScheme(scheme)}
        />
        <ButtonLink to={paths.account} variant="tertiary" icon={KeyRound} data-fullwidth="">
          {t.text("menu.ownAccount")}
        </ButtonLink>
        <Button variant="secondary" wide icon={LogOut} onClick={signOut}>
          {t.text("menu.signOut")}
        </Button>
      </div>
    </div>
  );
}

interface ChoicesProps<T extends string> {
  readonly legend: string;
  readonly name: string;
  readonly values: readonly T[];
  readonly chosen: T;
  readonly label: (value: T) => string;
  readonly lang?: (value: T) => string;
  readonly choose: (value: T) => void;
}

function Choices<T extends string>({ legend, name, values, chosen, label, lang, choose }: ChoicesProps<T>) {
  return (
    <fieldset class="menu__choices">
      <legend class="small">{legend}</legend>
      {values.map((value) => (
        <label key={value} class="choice" lang={lang?.(value)}>
          <input class="ds-input" type="radio" name={name} checked={value === chosen} onChange={() => choose(value)} />
          {label(value)}
        </label>
      ))}
    </fieldset>
  );
}
