import { ArrowDown, Lock, RotateCcw, TriangleAlert } from "lucide-preact";
import { useSignal, type Signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Call, CallState, ChatEntry } from "../../call";
import { Button, Icon } from "../components/basics";
import { useText } from "../context";
import { firstName } from "../words";
import { isAtEnd, whyNot } from "./chatRules";
import { Composer } from "./composer";
import { Panel } from "./panel";

type Live = Extract<CallState, { kind: "waiting" | "inCall" }>;

/// What the two write to each other. It is shown as text and nothing else: what looks like an address leads nowhere,
/// so that nobody can be lured out of the meeting by a press.
export function ChatPanel({ call, state, draft, onClose }: { call: Call; state: Live; draft: Signal<string>; onClose: () => void }) {
  const t = useText();
  const lock = call.lock.value;
  const entries = call.chat.value;
  const list = useFollowing(entries);
  const first = firstName(state.other.name);
  const why = whyNot(state, lock);
  const words = { alone: t.text("chat.alone", { first }), stopped: t.text("chat.stopped") };
  return (
    <Panel
      title={t.text("meeting.chat")}
      region={t.text("chat.messages")}
      log
      bodyRef={list.box}
      onScroll={list.onScroll}
      onClose={onClose}
      foot={
        <>
          {list.hasNew && (
            <div class="chat__new">
              <Button measure="sm" icon={ArrowDown} onClick={list.toEnd}>
                {t.text("chat.newBelow")}
              </Button>
            </div>
          )}
          <Composer
            first={first}
            draft={draft}
            why={why && words[why]}
            onSend={(text) => {
              call.say(text);
              list.toEnd();
            }}
          />
        </>
      }
    >
      <ol class="ms">
        {lock.kind !== "broken" && (
          <li class="ms__n">
            <Icon of={Lock} size="sm" />
            <span>{t.text("chat.promise")}</span>
          </li>
        )}
        {entries.map((entry, index) =>
          entry.kind === "lost" ? (
            <li key={`lost ${index}`} class="ms__n">
              <Icon of={TriangleAlert} size="sm" />
              <span>{t.text("chat.lost", { n: entry.count, first })}</span>
            </li>
          ) : (
            <Message key={`${entry.from} ${entry.id}`} entry={entry} name={state.other.name} onAgain={() => call.sayAgain(entry.id)} />
          ),
        )}
      </ol>
    </Panel>
  );
}

type Said = Extract<ChatEntry, { kind: "message" }>;

function Message({ entry, name, onAgain }: { entry: Said; name: string; onAgain: () => void }) {
  const t = useText();
  const own = entry.from === "you";
  return (
    <li class={own ? "m m--me" : "m"}>
      <p class="m__b" dir="auto">
        {entry.text}
      </p>
      <p class="tiny muted">
        <bdi>{own ? t.text("common.you") : name}</bdi> · <span class="num">{t.time(new Date(entry.atMs))}</span>
        {entry.delivery === "sending" && <span class="m__sending"> · {t.text("chat.sending")}</span>}
      </p>
      {entry.delivery === "undelivered" && (
        <p class="m__failed">
          <Icon of={TriangleAlert} size="sm" />
          <span>{t.text("chat.undelivered")}</span>
          <Button variant="tertiary" measure="sm" icon={RotateCcw} onClick={onAgain}>
            {t.text("common.tryAgain")}
          </Button>
        </p>
      )}
    </li>
  );
}

/// The list stays at its end while one is there. Who reads further up is told of a new message, and not moved.
function useFollowing(entries: readonly ChatEntry[]) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const last = useRef(entries.at(-1));
  const hasNew = useSignal(false);

  const toEnd = (): void => {
    atEnd.current = true;
    hasNew.value = false;
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };

  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else if (entries.at(-1) !== last.current && entries.at(-1)?.kind === "message") hasNew.value = true;
    last.current = entries.at(-1);
  }, [entries]);

  // Keyboard, sheet and window change its height.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const onScroll = (): void => {
    if (!box.current) return;
    atEnd.current = isAtEnd(box.current);
    if (atEnd.current) hasNew.value = false;
  };
  return { box, hasNew: hasNew.value, onScroll, toEnd };
}
