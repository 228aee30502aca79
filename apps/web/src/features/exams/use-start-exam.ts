import type { ExamSession, SessionMode } from '@attest/contracts';
import { ref, shallowRef, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import { useBookExamSession } from './queries.ts';

/**
 * From the start page into the player: books unless a session waits already, and opens it. The player
 * fetches everything it needs before it starts the clock.
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

  async function start(wanted: Parameters<ReturnType<typeof useStartExam>['start']>[0]): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    failure.value = null;
    const { examId, mode, waiting } = wanted;
    try {
      const session = waiting ?? (await booking.mutateAsync({ examId, mode, idempotencyKey }));
      await router.push({ name: 'sit', params: { sessionId: session.id } });
    } catch (error) {
      failure.value = error;
    } finally {
      isBusy.value = false;
    }
  }

  return { start, isBusy, failure };
}
