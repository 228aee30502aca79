import type { ExamSession, SessionMode } from '@attest/contracts';
import { ref, shallowRef, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import { useBookExamSession } from './queries.ts';

interface Wanted {
  readonly examId: string;
  readonly mode: SessionMode;
}

/**
 * From the start page into the player: books unless a session waits already, and opens it. The player
 * fetches everything it needs before it starts the clock. Checking in only books.
 */
export function useStartExam(): {
  start: (wanted: Wanted & { readonly waiting: ExamSession | undefined }) => Promise<void>;
  checkIn: (wanted: Wanted) => Promise<void>;
  isBusy: Readonly<Ref<boolean>>;
  failure: Readonly<Ref<unknown>>;
} {
  const router = useRouter();
  const booking = useBookExamSession();
  const isBusy = ref(false);
  const failure = shallowRef<unknown>(null);
  const idempotencyKey = crypto.randomUUID();

  async function once(act: () => Promise<unknown>): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    failure.value = null;
    try {
      await act();
    } catch (error) {
      failure.value = error;
    } finally {
      isBusy.value = false;
    }
  }
  const book = (wanted: Wanted) => booking.mutateAsync({ ...wanted, idempotencyKey });

  return {
    start: ({ waiting, ...wanted }) =>
      once(async () => {
        const session = waiting ?? (await book(wanted));
        await router.push({ name: 'sit', params: { sessionId: session.id } });
      }),
    checkIn: (wanted) => once(() => book(wanted)),
    isBusy,
    failure,
  };
}
