import { onScopeDispose } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import type { Sitting } from './create-sitting.ts';
import { leaveSitting } from './sitting.ts';

const ownPages = new Set<unknown>(['sit', 'sit-overview', 'sit-finished']);

/** The back button never leaves a running exam; closing the page with unsent answers asks once. */
export function useLeaveGuard(sitting: Sitting): void {
  onBeforeRouteLeave((to) => {
    if (ownPages.has(to.name) && to.params['sessionId'] === sitting.sessionId) return true;
    if (sitting.phase.value === 'running' || sitting.phase.value === 'ending') return false;
    leaveSitting();
    return true;
  });

  function askBefore(event: BeforeUnloadEvent): void {
    const isOpen = sitting.phase.value !== 'finished';
    if (isOpen && sitting.queue.unsaved.value.length > 0) event.preventDefault();
  }
  addEventListener('beforeunload', askBefore);
  onScopeDispose(() => removeEventListener('beforeunload', askBefore));
}
