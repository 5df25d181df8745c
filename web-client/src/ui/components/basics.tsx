import type { LucideIcon } from "lucide-preact";
import type { ComponentChildren, JSX, Ref } from "preact";
import { useApp } from "../context";
import { initials } from "../words";

type Size = "sm" | "lg";

/// Icons are decoration: the word beside them, or the button's name, says it.
export function Icon({ of: Drawing, size }: { of: LucideIcon; size?: Size }) {
  return <Drawing class={size ? `i i--${size}` : "i"} aria-hidden="true" focusable="false" />;
}

interface ButtonProps extends Omit<JSX.IntrinsicElements["button"], "size" | "icon"> {
  readonly variant?: "secondary" | "tertiary";
  readonly measure?: Size;
  readonly danger?: boolean;
  readonly wide?: boolean;
  readonly busy?: boolean;
  readonly icon?: LucideIcon;
  readonly buttonRef?: Ref<HTMLButtonElement>;
  readonly children: ComponentChildren;
}

export function Button({ variant, measure, danger, wide, busy, icon, buttonRef, children, type, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      ref={buttonRef ?? null}
      type={type ?? "button"}
      class={`ds-button ${typeof rest.class === "string" ? rest.class : ""}`}
      data-variant={variant}
      data-size={measure}
      data-color={danger ? "danger" : undefined}
      data-fullwidth={wide ? "" : undefined}
      aria-busy={busy ? "true" : undefined}
    >
      {icon && <Icon of={icon} />}
      {children}
    </button>
  );
}

export function IconButton({
  icon,
  name,
  ...rest
}: Omit<JSX.IntrinsicElements["button"], "icon" | "name"> & { readonly icon: LucideIcon; readonly name: string }) {
  return (
    <button {...rest} type="button" class={`icon-btn ${typeof rest.class === "string" ? rest.class : ""}`} aria-label={name} title={name}>
      <Icon of={icon} />
    </button>
  );
}

type LinkProps = Omit<JSX.IntrinsicElements["a"], "href" | "size" | "icon"> & { readonly to: string };

/// A link within the web client: no page load, but new tab and copy address work as everywhere.
export function Link({ to, ...rest }: LinkProps) {
  const { router } = useApp();
  return (
    <a
      {...rest}
      href={to}
      onClick={(event) => {
        const plainClick = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
        if (!plainClick || rest.target) return;
        event.preventDefault();
        router.go(to);
      }}
    />
  );
}

export function ButtonLink({
  icon,
  variant,
  measure,
  children,
  ...rest
}: LinkProps & {
  readonly icon?: LucideIcon;
  readonly variant?: "secondary" | "tertiary";
  readonly measure?: Size;
  readonly children: ComponentChildren;
}) {
  return (
    <Link {...rest} class="ds-button" data-variant={variant} data-size={measure}>
      {icon && <Icon of={icon} />}
      {children}
    </Link>
  );
}

/// Orange belongs to people one treats, the accent to colleagues. The name always stands beside it.
export function Avatar({ name, human, size }: { name: string; human?: boolean; size?: "md" | "lg" | "xl" }) {
  return (
    <span class={`ava ${human ? "ava--human" : ""} ${size ? `ava--${size}` : ""}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

type Tone = "ok" | "warn" | "bad" | "accent" | "plain";

export function Tag({ tone, icon, children }: { tone?: Tone; icon?: LucideIcon; children: ComponentChildren }) {
  return (
    <span class={`tag ${tone ? `tag--${tone}` : ""}`}>
      {icon && <Icon of={icon} />}
      {children}
    </span>
  );
}

/// Bold what happened, then what to do.
export function Note({
  tone,
  icon,
  title,
  children,
  role,
}: {
  tone?: Tone;
  icon: LucideIcon;
  title: string;
  children?: ComponentChildren;
  role?: "alert" | "status";
}) {
  return (
    <div class={`note ${tone && tone !== "accent" ? `note--${tone}` : ""}`} role={role}>
      <Icon of={icon} />
      <div class="grow">
        <strong>{title}</strong> {children}
      </div>
    </div>
  );
}

/// A list item or line with an icon before it.
export function WithIcon({ icon, children, size }: { icon: LucideIcon; children: ComponentChildren; size?: Size }) {
  return (
    <span class="row row--nowrap with-mark">
      <Icon of={icon} {...(size ? { size } : {})} />
      <span>{children}</span>
    </span>
  );
}

/// Skeletons of the final size, so that nothing jumps when the content comes.
export function Skeleton({ kind, count = 1 }: { kind: "row" | "title" | "card"; count?: number }) {
  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} class={`sk sk--${kind}`} aria-hidden="true" />
      ))}
    </>
  );
}
