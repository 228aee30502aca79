import type { PageAt } from './pages.ts';

const examAuthor = { requires: 'exam:write' } as const;
const proctor = { requires: 'exam-session:watch' } as const;

/**
 * Pages of those who write, review, publish and watch, and records that are opened rarely. They are loaded with the
 * first of them that is opened, so that who sits an exam does not wait for them.
 */
export const workspacePages: readonly PageAt[] = [
  {
    path: '/accommodations',
    name: 'accommodations',
    page: 'accounts/pages/AccommodationsPage',
    requires: 'accommodation:decide',
  },
  { path: '/bank', name: 'bank', page: 'item-bank/pages/BankPage', requires: 'item:read' },
  { path: '/bank/gallery', name: 'gallery', page: 'item-bank/pages/GalleryPage', requires: 'key:read' },
  { path: '/bank/new', name: 'new-item', page: 'item-bank/editor/NewItemPage', requires: 'item:write' },
  { path: '/bank/drafts', name: 'drafts', page: 'item-bank/editor/DraftsPage', requires: 'item:write' },
  {
    path: '/bank/drafts/:draftId',
    name: 'edit-item',
    page: 'item-bank/editor/EditItemPage',
    requires: 'item:write',
  },
  {
    path: '/bank/:itemId/history',
    name: 'item-history',
    page: 'item-bank/history/HistoryPage',
    requires: 'key:read',
  },
  {
    path: '/bank/:itemId/compare/:from(\\d+)/:to(\\d+)',
    name: 'compare-item',
    page: 'item-bank/history/ComparePage',
    requires: 'key:read',
  },
  { path: '/bank/:itemId', name: 'bank-item', page: 'item-bank/pages/BankItemPage', requires: 'key:read' },
  { path: '/imports', name: 'imports', page: 'item-bank/imports/ImportsPage', requires: 'item:write' },
  {
    path: '/imports/:importId',
    name: 'import',
    page: 'item-bank/imports/ImportPage',
    requires: 'item:write',
  },
  { path: '/reviews', name: 'reviews', page: 'item-bank/reviews/ReviewsPage', requires: 'item:review' },
  {
    path: '/reviews/:itemId',
    name: 'item-review',
    page: 'item-bank/reviews/ItemReviewPage',
    requires: 'item:review',
  },
  { path: '/stimuli', name: 'stimuli', page: 'item-bank/pages/StimuliPage', requires: 'item:read' },
  {
    path: '/stimuli/new',
    name: 'new-stimulus',
    page: 'item-bank/scenarios/NewStimulusPage',
    requires: 'item:write',
  },
  {
    path: '/stimuli/drafts',
    name: 'stimulus-drafts',
    page: 'item-bank/scenarios/StimulusDraftsPage',
    requires: 'item:write',
  },
  {
    path: '/stimuli/drafts/:draftId',
    name: 'edit-stimulus',
    page: 'item-bank/scenarios/EditStimulusPage',
    requires: 'item:write',
  },
  {
    path: '/stimuli/:stimulusId/review',
    name: 'stimulus-review',
    page: 'item-bank/scenarios/StimulusReviewPage',
    requires: 'item:review',
  },
  {
    path: '/stimuli/:stimulusId/history',
    name: 'stimulus-history',
    page: 'item-bank/history/HistoryPage',
    requires: 'key:read',
  },
  {
    path: '/stimuli/:stimulusId/compare/:from(\\d+)/:to(\\d+)',
    name: 'compare-stimulus',
    page: 'item-bank/history/ComparePage',
    requires: 'key:read',
  },
  {
    path: '/stimuli/:stimulusId',
    name: 'stimulus',
    page: 'item-bank/pages/StimulusPage',
    requires: 'item:read',
  },
  { path: '/exam-admin', name: 'exam-admin', page: 'exams/authoring/ExamListPage', ...examAuthor },
  { path: '/exam-admin/new', name: 'exam-admin-new', page: 'exams/authoring/NewExamPage', ...examAuthor },
  {
    path: '/exam-admin/:examId',
    name: 'exam-admin-exam',
    page: 'exams/authoring/ExamAuthoringPage',
    ...examAuthor,
    within: [
      { path: '', name: 'exam-rules', page: 'exams/authoring/ExamRulesPage', ...examAuthor },
      { path: 'blueprint', name: 'exam-blueprint', page: 'exams/authoring/ExamBlueprintPage', ...examAuthor },
      { path: 'form', name: 'exam-form', page: 'exams/authoring/ExamFormPage', ...examAuthor },
      { path: 'history', name: 'exam-history', page: 'exams/authoring/ExamHistoryPage', ...examAuthor },
    ],
  },
  { path: '/monitor', name: 'monitor', page: 'proctoring/pages/MonitorPage', ...proctor },
  {
    path: '/monitor/sessions/:sessionId',
    name: 'monitored-session',
    page: 'proctoring/pages/MonitoredSessionPage',
    ...proctor,
  },
  { path: '/monitor/late-answers', name: 'late-answers', page: 'proctoring/pages/LateListPage', ...proctor },
  {
    path: '/monitor/late-answers/:sessionId',
    name: 'late-answers-of',
    page: 'proctoring/pages/LateAnswersPage',
    requires: 'exam-session:overrule',
  },
  { path: '/monitor/:examId', name: 'monitor-exam', page: 'proctoring/pages/MonitorPage', ...proctor },
  {
    path: '/sit/:sessionId/record',
    name: 'session-record',
    page: 'proctoring/pages/SessionRecordPage',
    requires: 'exam-session:read',
  },
];
