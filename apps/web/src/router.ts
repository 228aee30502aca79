import type { Permission } from '@attest/contracts/permissions';
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { admit } from './shared/api/admit.ts';
import { expectArrival } from './shared/composables/use-arrival-focus.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** What an account must be allowed to do; absent on public pages. */
    requires?: Permission;
  }
}

const candidate = { requires: 'exam-session:read' } as const;
const player = { requires: 'exam-session:respond' } as const;
const proctor = { requires: 'exam-session:watch' } as const;

/** Pages inside the frame with header and footer. */
const framed: RouteRecordRaw[] = [
  { path: '', name: 'start', component: () => import('./features/start/pages/StartPage.vue') },
  { path: 'sign-in', name: 'sign-in', component: () => import('./features/accounts/pages/SignInPage.vue') },
  {
    path: 'register',
    name: 'register',
    component: () => import('./features/accounts/pages/RegisterPage.vue'),
  },
  { path: 'privacy', name: 'privacy', component: () => import('./features/start/pages/PrivacyPage.vue') },
  {
    path: 'accessibility',
    name: 'accessibility',
    component: () => import('./features/start/pages/AccessibilityPage.vue'),
  },
  {
    path: 'home',
    name: 'home',
    meta: candidate,
    component: () => import('./features/exams/pages/HomePage.vue'),
  },
  {
    path: 'exams',
    name: 'exams',
    meta: { requires: 'exam:read' },
    component: () => import('./features/exams/pages/ExamsPage.vue'),
  },
  {
    path: 'exams/:slug',
    name: 'exam',
    meta: { requires: 'exam:read' },
    component: () => import('./features/exams/pages/ExamStartPage.vue'),
  },
  {
    path: 'outcomes/:sessionId',
    name: 'outcome',
    meta: { requires: 'outcome:read' },
    component: () => import('./features/scoring/pages/OutcomePage.vue'),
  },
  {
    path: 'outcomes/:sessionId/questions/:number(\\d+)',
    name: 'review-question',
    meta: { requires: 'outcome:read' },
    component: () => import('./features/scoring/review/ReviewQuestionPage.vue'),
  },
  {
    path: 'settings',
    meta: { requires: 'account:own' },
    component: () => import('./features/accounts/pages/SettingsPage.vue'),
    redirect: { name: 'settings-profile' },
    children: [
      {
        path: 'profile',
        name: 'settings-profile',
        component: () => import('./features/accounts/pages/ProfileSettings.vue'),
      },
      {
        path: 'display',
        name: 'settings-display',
        component: () => import('./features/accounts/pages/DisplaySettings.vue'),
      },
      {
        path: 'shortcuts',
        name: 'settings-shortcuts',
        component: () => import('./features/accounts/pages/ShortcutSettings.vue'),
      },
      {
        path: 'accommodations',
        name: 'settings-accommodations',
        meta: { requires: 'accommodation:request' },
        component: () => import('./features/accounts/pages/AccommodationSettings.vue'),
      },
      {
        path: 'security',
        name: 'settings-security',
        component: () => import('./features/accounts/pages/SecuritySettings.vue'),
      },
    ],
  },
  {
    path: 'accommodations',
    name: 'accommodations',
    meta: { requires: 'accommodation:decide' },
    component: () => import('./features/accounts/pages/AccommodationsPage.vue'),
  },
  {
    path: 'bank',
    name: 'bank',
    meta: { requires: 'item:read' },
    component: () => import('./features/item-bank/pages/BankPage.vue'),
  },
  {
    path: 'bank/gallery',
    name: 'gallery',
    meta: { requires: 'key:read' },
    component: () => import('./features/item-bank/pages/GalleryPage.vue'),
  },
  {
    path: 'bank/:itemId',
    name: 'bank-item',
    meta: { requires: 'key:read' },
    component: () => import('./features/item-bank/pages/BankItemPage.vue'),
  },
  {
    path: 'monitor',
    name: 'monitor',
    meta: proctor,
    component: () => import('./features/proctoring/pages/MonitorPage.vue'),
  },
  {
    path: 'monitor/sessions/:sessionId',
    name: 'monitored-session',
    meta: proctor,
    component: () => import('./features/proctoring/pages/MonitoredSessionPage.vue'),
  },
  {
    path: 'monitor/late-answers',
    name: 'late-answers',
    meta: proctor,
    component: () => import('./features/proctoring/pages/LateListPage.vue'),
  },
  {
    path: 'monitor/late-answers/:sessionId',
    name: 'late-answers-of',
    meta: { requires: 'exam-session:overrule' },
    component: () => import('./features/proctoring/pages/LateAnswersPage.vue'),
  },
  {
    path: 'monitor/:examId',
    name: 'monitor-exam',
    meta: proctor,
    component: () => import('./features/proctoring/pages/MonitorPage.vue'),
  },
  {
    path: 'sit/:sessionId/record',
    name: 'session-record',
    meta: candidate,
    component: () => import('./features/proctoring/pages/SessionRecordPage.vue'),
  },
  {
    path: 'forbidden',
    name: 'forbidden',
    component: () => import('./features/start/pages/ForbiddenPage.vue'),
  },
  {
    path: ':path(.*)*',
    name: 'not-found',
    component: () => import('./features/start/pages/NotFoundPage.vue'),
  },
];

const routes: RouteRecordRaw[] = [
  // The player has a frame of its own, without any of the shell's links.
  {
    path: '/sit/:sessionId',
    name: 'sit',
    meta: player,
    component: () => import('./features/exam-sessions/pages/TakeExamPage.vue'),
  },
  {
    path: '/sit/:sessionId/review',
    name: 'sit-overview',
    meta: player,
    component: () => import('./features/exam-sessions/pages/OverviewPage.vue'),
  },
  {
    path: '/sit/:sessionId/finished',
    name: 'sit-finished',
    meta: player,
    component: () => import('./features/exam-sessions/pages/FinishedPage.vue'),
  },
  { path: '/', component: () => import('./layouts/AppShell.vue'), children: framed },
];

export const router = createRouter({ history: createWebHistory(), routes });

// Going back and forth, the browser restores the place itself; a new page starts at its top.
let isTraversal = false;
addEventListener('popstate', () => {
  isTraversal = true;
});

router.beforeEach(admit);
router.afterEach((to, from, failure) => {
  const isNewPage = from.matched.length > 0 && !failure && to.path !== from.path;
  if (isNewPage) expectArrival();
  if (isNewPage && !isTraversal) scrollTo(0, 0);
  isTraversal = false;
});
