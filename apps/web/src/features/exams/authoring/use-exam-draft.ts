import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, inject, onScopeDispose, provide, ref, shallowRef, watch, type InjectionKey } from 'vue';
import type { AuthoredExam, ExamDraftText } from '../../../shared/api/generated/types.gen.ts';
import { isProblem } from '../../../shared/api/problem.ts';
import { useOnline } from '../../../shared/composables/use-online.ts';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts';
import { changeExamDraftMutation, examQuery } from './queries.ts';

const pauseMs = 700;
const retryMs = 5_000;

/** Where the words of the author are: on this page alone, on their way, or kept by the server. */
export type SaveState = 'kept' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'failed';

/** Plain, so that it is kept and sent as it is; a query's data are proxies. */
const copyOf = (text: ExamDraftText) => JSON.parse(JSON.stringify(text)) as ExamDraftText;

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
    keepDraft(examId, { lock, text: text.value });
    if (!isConflict.value) saveIn(pauseMs);
  }

  function saveIn(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), ms);
  }

  /** @returns whether everything is kept by the server now */
  function save(): Promise<boolean> {
    clearTimeout(timer);
    running = running.then(() => (isChanged.value && !isConflict.value ? send() : !isChanged.value));
    return running;
  }

  async function send(): Promise<boolean> {
    if (text.value === null) return false;
    isChanged.value = false;
    isSaving.value = true;
    try {
      const sent = copyOf(text.value);
      const saved = await mutateAsync({ path: { authoredExamId: examId }, body: { lock, text: sent } });
      lock = saved.lock;
      problem.value = null;
      client.setQueryData(options.queryKey, saved);
    } catch (cause) {
      problem.value = cause;
      isChanged.value = true;
      if (isProblem(cause) && cause.isPassing) saveIn(retryMs);
    } finally {
      isSaving.value = false;
    }
    if (isChanged.value) keepDraft(examId, { lock, text: text.value });
    else forgetDraft(examId);
    return !isChanged.value;
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
    forgetDraft(examId);
    lock = exam.lock;
    text.value = copyOf(exam.text);
    client.setQueryData(options.queryKey, exam);
  }

  /** Saves over a draft of somebody else that its author has looked at. */
  function keepMine(theirs: AuthoredExam): Promise<boolean> {
    ({ lock } = theirs);
    problem.value = null;
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
    if (isChanged.value) void save();
  });

  return {
    examId,
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
