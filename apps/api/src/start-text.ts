import { errorText } from './platform/log/described-error.ts';
import { StartupFault } from './platform/startup-fault.ts';

/** What went wrong at a start, for a terminal: the operator's sentence, or where to look in the code. */
export function startText(error: unknown): string {
  return error instanceof StartupFault ? error.message : errorText(error);
}
