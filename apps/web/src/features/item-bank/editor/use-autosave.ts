import { useMutation } from '@tanstack/vue-query';
import { useEventListener } from '@vueuse/core';
import { onScopeDispose, reactive, ref, shallowRef, watch, type Ref } from 'vue';
import { ApiProblem, isProblem } from '../../../shared/api/problem.ts';
import type { DraftKind, OpenDraft } from './draft-kind.ts';
import { forgetDraft, keepDraft, keptDraft, type KeptDraft } from './kept-draft.ts';

/**
 * `saved`: the server has it. `changed`: typed a moment ago. `saving`: on its way. `kept`: on this device alone, tried
 * again. `unkept`: not even there. `refused`: the server cannot take it like this. `elsewhere`: changed in another tab
 * or device. `gone`: the draft is no longer there.
 */
export type SaveState = 'saved' | 'changed' | 'saving' | 'kept' | 'unkept' | 'refused' | 'elsewhere' | 'gone';

export interface Autosave<Text = object, Draft extends OpenDraft<Text> = OpenDraft<Text>> {
  readonly kind: DraftKind<Text, Draft>;
  /** What the fields write to. */
  readonly text: Text;
  /** The draft as the server has it, with hints and preview. */
  readonly judged: Readonly<Ref<Draft>>;
  readonly state: Readonly<Ref<SaveState>>;
  readonly savedAt: Readonly<Ref<Date | null>>;
  readonly problem: Readonly<Ref<unknown>>;
  /** Brings everything to the server; true once it is there. */
  flush: () => Promise<boolean>;
  /** Another text in all fields. */
  replace(text: Text): void;
  /** Writes over what another tab saved. */
  overwrite: (lock: number) => Promise<boolean>;
  /** What became of the record meanwhile; the text stays as it is. */
  reread: () => Promise<void>;
  /** The draft was saved as a version, or thrown away. */
  finish: () => void;
}

const quietMs = 800;
const againMs = 5_000;

/** As it travels: without what is undefined. */
export const copyOf = <Text>(text: Text) => JSON.parse(JSON.stringify(text)) as Text;

/**
 * Saves a draft by itself: a moment after the last change, one request at a time, again when one got lost.
 *
 * @param kept what this device held back from before, to go on with
 */
function useAutosave<Text extends object, Draft extends OpenDraft<Text>>(
  kind: DraftKind<Text, Draft>,
  draft: Draft,
  kept: KeptDraft<Text> | null,
): Autosave<Text, Draft> {
  const text = reactive(copyOf(kept?.text ?? draft.text)) as Text;
  const judged: Ref<Draft> = shallowRef(draft);
  const state = ref<SaveState>(kept === null ? 'saved' : 'changed');
  const savedAt = ref<Date | null>(null);
  const problem = shallowRef<unknown>(null);
  const { mutateAsync } = useMutation({
    mutationFn: (sent: { lock: number; text: Text }) => kind.change(draft.id, sent.lock, sent.text),
  });
  let isDirty = kept !== null;
  let isFinished = false;
  let isLeft = false;
  /** Sent, and no reply came: the server may have it. It goes again as it was, and is then known as one's own. */
  let unconfirmed: Text | null = null;
  let running: Promise<boolean> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Also while a request was under way. */
  const hasChanged = () => isDirty;
  const soon = (afterMs: number) => {
    clearTimeout(timer);
    if (!isLeft) timer = setTimeout(() => void flush(), afterMs);
  };

  /** Once the page was left, another one may keep something newer. */
  function keep(): boolean {
    if (isLeft) return true;
    const { id, lock } = judged.value;
    return keepDraft(id, { lock, keptAt: new Date().toISOString(), text });
  }

  function stop(found: SaveState): false {
    state.value = found;
    return false;
  }

  function takeFailure(error: unknown, sent: Text): false {
    problem.value = error;
    isDirty = true;
    const isKept = keep();
    unconfirmed = error instanceof ApiProblem && error.isPassing ? sent : null;
    if (isProblem(error, 'draft-changed-elsewhere')) return stop('elsewhere');
    if (isProblem(error, 'not-found')) return stop('gone');
    if (error instanceof ApiProblem && error.isPassing) {
      soon(againMs);
      return stop(isKept ? 'kept' : 'unkept');
    }
    return stop('refused');
  }

  async function send(lock: number): Promise<boolean> {
    const isAgain = unconfirmed !== null;
    const sent = unconfirmed ?? copyOf(text);
    isDirty = false;
    state.value = 'saving';
    try {
      judged.value = await mutateAsync({ lock, text: sent });
    } catch (error) {
      return takeFailure(error, sent);
    }
    problem.value = null;
    unconfirmed = null;
    isDirty ||= isAgain && JSON.stringify(sent) !== JSON.stringify(text);
    savedAt.value = new Date();
    if (hasChanged()) {
      soon(isAgain ? 0 : quietMs);
      return false;
    }
    if (!isLeft || isKeptHere(sent)) forgetDraft(draft.id);
    state.value = 'saved';
    return true;
  }

  function isKeptHere(sent: Text): boolean {
    const found = keptDraft(draft.id, (other): other is Text => kind.isTextOf(draft, other));
    return found !== null && JSON.stringify(found.text) === JSON.stringify(sent);
  }

  async function flush(): Promise<boolean> {
    clearTimeout(timer);
    if (running !== null) await running;
    if (isFinished || !isDirty) return state.value === 'saved';
    if (state.value === 'elsewhere' || state.value === 'gone') return false;
    running = send(judged.value.lock).finally(() => (running = null));
    return running;
  }

  watch(
    text,
    () => {
      isDirty = true;
      if (state.value === 'elsewhere' || state.value === 'gone') keep();
      else {
        if (state.value !== 'saving') state.value = 'changed';
        soon(quietMs);
      }
    },
    { deep: true },
  );
  if (kept !== null) soon(0);

  useEventListener(window, 'online', () => {
    if (state.value === 'kept' || state.value === 'unkept') void flush();
  });
  // A page in the background may end without another word.
  useEventListener(document, 'visibilitychange', () => {
    if (document.visibilityState !== 'hidden' || !isDirty || isFinished) return;
    keep();
    void flush();
  });
  useEventListener(window, 'beforeunload', (event) => {
    if (isFinished || (!isDirty && state.value !== 'saving')) return;
    if (!keep()) event.preventDefault();
  });
  onScopeDispose(() => {
    if (isDirty && !isFinished) keep();
    isLeft = true;
    clearTimeout(timer);
  });

  return {
    kind,
    text,
    judged,
    state,
    savedAt,
    problem,
    flush: async () => (await flush()) || (!isFinished && isDirty && (await flush())),
    replace: (other) => Object.assign(text, other),
    overwrite: async (lock) => {
      judged.value = { ...judged.value, lock };
      unconfirmed = null;
      isDirty = true;
      state.value = 'changed';
      return flush();
    },
    reread: async () => {
      const { lock, text: own } = judged.value;
      judged.value = { ...(await kind.read(draft.id)), lock, text: own };
    },
    finish: () => {
      isFinished = true;
      isDirty = false;
      clearTimeout(timer);
      forgetDraft(draft.id);
    },
  };
}

/** Goes on with what this device held back; what is older than another tab's save is offered, not put back. */
export function useKeptAutosave<Text extends object, Draft extends OpenDraft<Text>>(
  kind: DraftKind<Text, Draft>,
  draft: Draft,
): { saving: Autosave<Text, Draft>; older: KeptDraft<Text> | null } {
  const kept = keptDraft(draft.id, (text): text is Text => kind.isTextOf(draft, text));
  if (kept !== null && JSON.stringify(kept.text) === JSON.stringify(copyOf(draft.text))) {
    forgetDraft(draft.id);
    return { saving: useAutosave(kind, draft, null), older: null };
  }
  const isCurrent = kept !== null && kept.lock === draft.lock;
  return { saving: useAutosave(kind, draft, isCurrent ? kept : null), older: isCurrent ? null : kept };
}
