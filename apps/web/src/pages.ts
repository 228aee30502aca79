import type { Permission } from '@attest/contracts/permissions';

/**
 * A page of the product. Data alone: the router opens pages by it, and the build learns from it what a browser is to
 * fetch at once with the page at an address.
 */
export interface PageAt {
  /** As vue-router writes paths, from the root. */
  readonly path: string;
  readonly name: string;
  /** The component, below `features/`. */
  readonly page: string;
  /** What an account must be allowed to do; absent on public pages. */
  readonly requires?: Permission;
  /** What it reads first, for a browser to ask for beside the code; parameters as in the path. */
  readonly data?: readonly string[];
  /** Pages in a frame of this one, the first of which opens with it. */
  readonly within?: readonly PageAt[];
}

const candidate = { requires: 'exam-session:read' } as const;
const player = { requires: 'exam-session:respond' } as const;
const outcome = { requires: 'outcome:read' } as const;

const ownSessions = '/api/exam-sessions?limit=100';
const certifications = '/api/certifications';
const offers = { data: [ownSessions, certifications, '/api/exams?limit=100'] } as const;

/** The player has a frame of its own, without any of the shell's links. */
export const playerPages: readonly PageAt[] = [
  { path: '/sit/:sessionId', name: 'sit', page: 'exam-sessions/pages/TakeExamPage', ...player },
  {
    path: '/sit/:sessionId/review',
    name: 'sit-overview',
    page: 'exam-sessions/pages/OverviewPage',
    ...player,
  },
  {
    path: '/sit/:sessionId/finished',
    name: 'sit-finished',
    page: 'exam-sessions/pages/FinishedPage',
    ...player,
  },
];

const settings: readonly PageAt[] = [
  { path: 'profile', name: 'settings-profile', page: 'accounts/pages/ProfileSettings' },
  { path: 'display', name: 'settings-display', page: 'accounts/pages/DisplaySettings' },
  { path: 'shortcuts', name: 'settings-shortcuts', page: 'accounts/pages/ShortcutSettings' },
  {
    path: 'accommodations',
    name: 'settings-accommodations',
    page: 'accounts/pages/AccommodationSettings',
    requires: 'accommodation:request',
  },
  { path: 'security', name: 'settings-security', page: 'accounts/pages/SecuritySettings' },
];

/**
 * Pages inside the frame with header and footer that candidates and visitors see. The last one answers every other
 * address, once `workspace-pages.ts` has none for it.
 */
export const framedPages: readonly PageAt[] = [
  { path: '/', name: 'start', page: 'start/pages/StartPage' },
  { path: '/sign-in', name: 'sign-in', page: 'accounts/pages/SignInPage' },
  { path: '/register', name: 'register', page: 'accounts/pages/RegisterPage' },
  { path: '/privacy', name: 'privacy', page: 'start/pages/PrivacyPage' },
  { path: '/accessibility', name: 'accessibility', page: 'start/pages/AccessibilityPage' },
  { path: '/home', name: 'home', page: 'exams/pages/HomePage', ...candidate, ...offers },
  { path: '/exams', name: 'exams', page: 'exams/pages/ExamsPage', requires: 'exam:read', ...offers },
  {
    path: '/exams/:slug',
    name: 'exam',
    page: 'exams/pages/ExamStartPage',
    requires: 'exam:read',
    data: ['/api/exams/:slug', ownSessions, certifications, '/api/exams/:slug/terms'],
  },
  { path: '/outcomes/:sessionId', name: 'outcome', page: 'scoring/pages/OutcomePage', ...outcome },
  {
    path: '/outcomes/:sessionId/questions/:number(\\d+)',
    name: 'review-question',
    page: 'scoring/review/ReviewQuestionPage',
    ...outcome,
  },
  {
    path: '/settings',
    name: 'settings',
    page: 'accounts/pages/SettingsPage',
    requires: 'account:own',
    within: settings,
  },
  { path: '/forbidden', name: 'forbidden', page: 'start/pages/ForbiddenPage' },
  { path: '/:path(.*)*', name: 'not-found', page: 'start/pages/NotFoundPage' },
];
