import { effectScope, type EffectScope } from 'vue';
import { createSitting, type Sitting } from './create-sitting.ts';

let open: { readonly sitting: Sitting; readonly scope: EffectScope } | null = null;

/** The sitting of a session. Player, overview and receipt share it; it lives until they are left. */
export function useSitting(sessionId: string): Sitting {
  if (open?.sitting.sessionId === sessionId) return open.sitting;
  leaveSitting();
  const scope = effectScope(true);
  const sitting = scope.run(() => createSitting(sessionId));
  if (sitting === undefined) throw new Error('The scope of a sitting ended before it began');
  open = { sitting, scope };
  void sitting.load();
  return sitting;
}

/** Lets go of tab, clock and queue. */
export function leaveSitting(): void {
  open?.scope.stop();
  open = null;
}
