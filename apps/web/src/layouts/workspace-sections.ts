import type { Permission } from '@attest/contracts/permissions';
import { currentWithin } from './current-within.ts';

/** Where those work who write, review, publish and watch. Its links and their words are loaded with the first of them. */
const sections = [
  '/bank',
  '/stimuli',
  '/reviews',
  '/imports',
  '/exam-admin',
  '/monitor',
  '/accommodations',
] as const;

export const isInWorkspace = (path: string): boolean =>
  sections.some((section) => currentWithin(path, section) !== undefined);

/** Where the workspace of a person begins; null for those who have none. */
export function workspaceStart(may: (permission: Permission) => boolean): string | null {
  if (may('item:read')) return '/bank';
  return may('exam-session:watch') ? '/monitor' : null;
}
