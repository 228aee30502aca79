import type { ExamSession, SessionMode } from '@attest/contracts';
import { ref, shallowRef, type Ref } from 'vue';
import { loadRouteLocation, useRouter } from 'vue-router';
import { useBookExamSession } from './queries.ts';

/**
 * From the start page into the player: books unless a session waits already, fetches everything the
 * player needs, and only then opens it, because the clock runs from there on.
 */
export function useStartExam(): {
  start: (wanted: { examId: string; mode: SessionMode; waiting: ExamSession | undefined }) => Promise<void>;
  isBusy: Readonly<Ref<boolean>>;
  failure: Readonly<Ref<unknown>>;
} {
  const router = useRouter();
  const booking = useBookExamSession();
  const isBusy = ref(false);
  const failure = shallowRef<unknown>(null);
  const idempotencyKey = crypto.randomUUID();

  async function preload(sessionId: string): Promise<void> {
    const pages = ['sit', 'sit-overview', 'sit-finished'].map((name) =>
      loadRouteLocation(router.resolve({ name, params: { sessionId } })),
    );
    const fonts = ['400 1rem "JetBrains Mono Variable"', '400 1rem "Source Serif 4 Variable"'].map((font) =>
      document.fonts.load(font),
    );
    await Promise.all([...pages, ...fonts]);
  }

  async function start(wanted: Parameters<ReturnType<typeof useStartExam>['start']>[0]): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    failure.value = null;
    const { examId, mode, waiting } = wanted;
    try {
      const session = waiting ?? (await booking.mutateAsync({ examId, mode, idempotencyKey }));
      await preload(session.id);
      await router.push({ name: 'sit', params: { sessionId: session.id } });
    } catch (error) {
      failure.value = error;
    } finally {
      isBusy.value = false;
    }
  }

  return { start, isBusy, failure };
}
