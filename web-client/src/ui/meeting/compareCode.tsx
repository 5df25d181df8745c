import { useSignal } from "@preact/signals";
import { comparePicturesUrl } from "virtual:compare-pictures";
import type { CompareCode } from "../../call";
import { COMPARE_PICTURES } from "../../drawings/comparePictures";
import { Button } from "../components/basics";
import { useText } from "../context";

/// Asks for the pictures before someone wants to see them. One file holds all, so asking tells nothing.
export function prefetchPictures(): void {
  new Image().src = comparePicturesUrl;
}

/// The seven pictures with their names, in order; or the same code as a number. Both are made to be read aloud, by
/// people as by screen readers: "1 Bicycle, 2 Whale".
export function Code({ code, toRead }: { code: CompareCode; toRead: boolean }) {
  const t = useText();
  const byDigits = useSignal(false);
  return (
    <div class="cmp">
      {toRead && <p class="cmp__how">{byDigits.value ? t.text("compare.howDigits") : t.text("compare.how")}</p>}
      {byDigits.value ? <Digits digits={code.digits} /> : <Pictures numbers={code.emoji} />}
      <Button
        variant="tertiary"
        measure="sm"
        onClick={() => {
          byDigits.value = !byDigits.value;
        }}
      >
        {byDigits.value ? t.text("compare.usePictures") : t.text("compare.useDigits")}
      </Button>
    </div>
  );
}

function Pictures({ numbers }: { numbers: readonly number[] }) {
  const t = useText();
  return (
    <ol class="code">
      {numbers.map((number, index) => {
        const picture = COMPARE_PICTURES[number];
        return (
          picture && (
            <li key={index}>
              <span class="code__n">{index + 1}</span>
              <img src={`${comparePicturesUrl}#e${number}`} alt="" width="40" height="36" />
              <span>{t.text(`picture.${picture.key}`)}</span>
            </li>
          )
        );
      })}
    </ol>
  );
}

function Digits({ digits }: { digits: string }) {
  const groups = digits.split(" ");
  return (
    <p class="digits">
      {groups.map((group, index) => (
        <span key={index} aria-hidden="true">
          {group}
        </span>
      ))}
      <span class="sr">{groups.map((group) => Array.from(group).join(" ")).join(", ")}</span>
    </p>
  );
}
