export { AnsweredCounts } from './answered-counts.ts';
export { ExamSessionsModule } from './exam-sessions.module.ts';
export { ExamSessionsRepository, pauseOf, type SessionAsRead } from './exam-sessions.repository.ts';
export { FormPresenter } from './form-presenter.ts';
export { SessionTimeline } from './session-timeline.ts';
export { StoredResponses, type NumberedResponse } from './stored-responses.ts';
