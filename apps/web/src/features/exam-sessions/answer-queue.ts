import { computed, type ComputedRef, type ShallowRef } from 'vue';
import type { ResponsesReceipt, SavedResponse } from '@attest/contracts';
import {
  culpritsIn,
  markAccepted,
  markRefused,
  markSent,
  markSuperseded,
  markUnsent,
  mostResponses,
  pendingSaves,
  refusedResponses,
  unsavedAnswers,
  unsavedResponses,
  waitingResponses,
  type PlayerState,
} from '@attest/exam-engine/player';
import { isProblem } from '../../shared/api/problem.ts';

type Responses = readonly SavedResponse[];

/** The answers of one player on their way to the server, one request after the other. */
export interface AnswerQueue {
  /** Everything the server has not stored. */
  readonly unsaved: ComputedRef<Responses>;
  /** Of these: what will be sent. */
  readonly waiting: ComputedRef<Responses>;
  /** Of these: what the server refused for its content. */
  readonly refused: ComputedRef<Responses>;
  /** Answers the server does not have as they stand here, refused ones aside; marks and time do not count. */
  readonly unsavedAnswers: ComputedRef<Responses>;
  readonly hasPending: () => boolean;
  /** What the next request carries. */
  readonly take: () => Responses;
  readonly accept: (receipt: Pick<ResponsesReceipt, 'accepted' | 'superseded'>) => void;
  /** A request failed, or its reply was lost: what it carried waits again. */
  readonly putBack: () => void;
  /** The content of a request was refused: finds out whose, and lets nobody else wait for it. */
  readonly setAside: (carried: Responses, refusal: unknown) => void;
}

export function useAnswerQueue(player: ShallowRef<PlayerState | null>): AnswerQueue {
  /** Halved by a refusal that names nobody, until the one it means travels alone. */
  let most = mostResponses;
  const listed = (list: (state: PlayerState) => Responses) =>
    computed(() => (player.value === null ? [] : list(player.value)));

  function change(next: (state: PlayerState) => PlayerState): void {
    if (player.value !== null) player.value = next(player.value);
  }

  return {
    unsaved: listed(unsavedResponses),
    waiting: listed(waitingResponses),
    refused: listed(refusedResponses),
    unsavedAnswers: listed((state) => {
      const refused = new Set(refusedResponses(state).map(({ itemId }) => itemId));
      return unsavedAnswers(state).filter(({ itemId }) => !refused.has(itemId));
    }),
    hasPending: () => player.value !== null && pendingSaves(player.value, 1).length > 0,
    take() {
      const carried = player.value === null ? [] : pendingSaves(player.value, most);
      change((state) => markSent(state, carried));
      return carried;
    },
    accept({ accepted, superseded }) {
      change((state) => markSuperseded(markAccepted(state, accepted), superseded));
    },
    putBack: () => change(markUnsent),
    setAside(carried, refusal) {
      const paths = isProblem(refusal) ? refusal.faults.map(({ path }) => path) : [];
      const culprits = culpritsIn(carried, paths);
      most = culprits.length === 0 ? Math.ceil(carried.length / 2) : mostResponses;
      change((state) => markRefused(state, culprits));
    },
  };
}
