import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, inject, onScopeDispose, provide, ref, shallowRef, watch, type InjectionKey } from 'vue';
import type { AuthoredExam, ExamDraftText } from '../../../shared/api/generated/types.gen.ts';
import { isProblem } from '../../../shared/api/problem.ts';
import { useOnline } from '../../../shared/composables/use-online.ts';
import { mergedRules } from './differing-fields.ts';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts';
import { changeExamDraftMutation, examQuery } from './queries.ts';

const pauseMs = 700;
const retryMs = 5_000;

/** Where the words of the author are: on this page alone, on their way, or kept by the server. */
export type SaveState = 'kept' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'failed';

/** Plain, so that it is kept and sent as it is; a query's data are proxies. */
const copyOf = (text: ExamDraftText) => JSON.parse(JSON.stringify(text)) as ExamDraftText;
const isSame = (one: ExamDraftText, other: ExamDraftText) => JSON.stringify(one) === JSON.stringify(other);

/**
 * The draft of an exam that is being changed. What is entered saves itself; what is not saved stays on the page and in
 * this tab, whatever happens, and is never written over somebody else's change.
 */
export function useExamDraft(examId: string) {
  const client = useQueryClient();
  const isOnline = useOnline();
  const options = examQuery(examId);
  const { data, error, isPending, isFetching, refetch } = useQuery(options);
  const { mutateAsync } = useMutation(changeExamDraftMutation());
  /** Replaced at each change, never changed inside. */
  const text = shallowRef<ExamDraftText | null>(null);
  const isChanged = ref(false);
  const isSaving = ref(false);
  const problem = shallowRef<unknown>(null);
  let lock = 0;
  /** What the server had with that lock. */
  let base: ExamDraftText | null = null;
  /** Sent, and no reply came: the server may have it. It goes again as it was, and is then known as one's own. */
  let unconfirmed: ExamDraftText | null = null;
  let isLeft = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> = Promise.resolve(true);

  const isConflict = computed(() => isProblem(problem.value, 'draft-changed-elsewhere'));
  const state = computed<SaveState>(() => {
    if (isConflict.value) return 'conflict';
    if (isSaving.value) return 'saving';
    if (!isChanged.value) return 'kept';
    if (!isOnline.value || isProblem(problem.value, 'unreachable')) return 'offline';
    return problem.value === null ? 'waiting' : 'failed';
  });

  watch(data, (now) => now !== undefined && take(now), { immediate: true });

  function take(exam: AuthoredExam): void {
    if (isChanged.value || isSaving.value) return;
    const kept = text.value === null ? keptDraft(examId) : null;
    lock = kept?.lock ?? exam.lock;
    base = copyOf(kept?.base ?? exam.text);
    text.value = copyOf(kept?.text ?? exam.text);
    if (kept !== null) changed();
  }

  function change(changes: Partial<ExamDraftText>): void {
    if (text.value === null) return;
    text.value = { ...text.value, ...changes };
    changed();
  }

  function changed(): void {
    if (text.value === null) return;
    isChanged.value = true;
    if (!isConflict.value) saveIn(pauseMs);
    keep(text.value);
  }

  function keep(present: ExamDraftText): void {
    if (base !== null && !isLeft) keepDraft(examId, { lock, base, text: present });
  }

  function saveIn(ms: number): void {
    clearTimeout(timer);
    if (!isLeft) timer = setTimeout(() => void save(), ms);
  }

  /** @returns whether everything is kept by the server now */
  function save(): Promise<boolean> {
    clearTimeout(timer);
    running = running.then(() => (isChanged.value && !isConflict.value ? send() : !isChanged.value));
    return running;
  }

  async function send(): Promise<boolean> {
    if (text.value === null) return false;
    const isAgain = unconfirmed !== null;
    const sent = unconfirmed ?? copyOf(text.value);
    isChanged.value = false;
    isSaving.value = true;
    try {
      const saved = await mutateAsync({ path: { authoredExamId: examId }, body: { lock, text: sent } });
      ({ lock } = saved);
      base = sent;
      problem.value = null;
      unconfirmed = null;
      isChanged.value = !isSame(sent, text.value);
      client.setQueryData(options.queryKey, saved);
    } catch (cause) {
      problem.value = cause;
      isChanged.value = true;
      unconfirmed = isProblem(cause) && cause.isPassing ? sent : null;
    } finally {
      isSaving.value = false;
    }
    return settled(text.value, isAgain);
  }

  /** @returns whether everything is kept by the server now */
  function settled(present: ExamDraftText, wasAgain: boolean): Promise<boolean> | boolean {
    if (!isChanged.value) {
      if (!isLeft || isKeptHere(present)) forgetDraft(examId);
      return true;
    }
    keep(present);
    if (problem.value === null) return wasAgain && send();
    if (isProblem(problem.value) && problem.value.isPassing) saveIn(retryMs);
    return false;
  }

  /** Once the page was left, another one may have kept something newer. */
  function isKeptHere(present: ExamDraftText): boolean {
    const kept = keptDraft(examId);
    return kept !== null && isSame(kept.text, present);
  }

  /** What the server holds takes the place of what is here. */
  async function takeTheirs(): Promise<void> {
    const { data: theirs } = await refetch();
    if (theirs === undefined) return;
    settle(theirs);
  }

  /** After a publication or a discarded draft. */
  function settle(exam: AuthoredExam): void {
    clearTimeout(timer);
    isChanged.value = false;
    problem.value = null;
    unconfirmed = null;
    forgetDraft(examId);
    ({ lock } = exam);
    base = copyOf(exam.text);
    text.value = copyOf(exam.text);
    client.setQueryData(options.queryKey, exam);
  }

  /** Saves what was changed here over a draft of somebody else that its author has looked at; the rest stays theirs. */
  function keepMine(theirs: AuthoredExam): Promise<boolean> {
    ({ lock } = theirs);
    if (text.value !== null && base !== null) text.value = mergedRules(base, text.value, theirs.text);
    base = copyOf(theirs.text);
    problem.value = null;
    unconfirmed = null;
    return save();
  }

  watch(isOnline, (is) => is && isChanged.value && !isConflict.value && saveIn(0));
  const guard = (event: BeforeUnloadEvent) => {
    if (state.value !== 'kept') event.preventDefault();
  };
  addEventListener('beforeunload', guard);
  onScopeDispose(() => {
    removeEventListener('beforeunload', guard);
    clearTimeout(timer);
    isLeft = true;
    if (isChanged.value) void save();
  });

  return {
    examId,
    base: () => base,
    exam: data,
    text,
    state,
    problem,
    error,
    isPending,
    isFetching,
    refetch,
    change,
    save,
    settle,
    takeTheirs,
    keepMine,
  };
}

export type ExamDraft = ReturnType<typeof useExamDraft>;

const key: InjectionKey<ExamDraft> = Symbol('exam draft');

export function provideExamDraft(draft: ExamDraft): void {
  provide(key, draft);
}

/** The draft of the page around, once it is loaded. */
export function useOpenDraft() {
  const draft = inject(key) ?? missing();
  const text = computed(() => {
    if (draft.text.value === null) throw new Error('shown before it was loaded');
    return draft.text.value;
  });
  const exam = computed(() => {
    if (draft.exam.value === undefined) throw new Error('shown before it was loaded');
    return draft.exam.value;
  });
  /** A rule for a field to show and change. */
  function rule<Name extends keyof ExamDraftText>(name: Name) {
    return computed({
      get: (): ExamDraftText[Name] => text.value[name],
      set: (value: ExamDraftText[Name]) => {
        draft.change({ [name]: value });
      },
    });
  }
  return { ...draft, text, exam, rule };
}

function missing(): never {
  throw new Error('only within the page of an exam');
}
