/**
 * What opens after the first question: fetched in one piece before the exam starts, and no part of what a
 * page needs to show.
 */
import './messages.ts';

export { default as BreakDialog } from '../components/BreakDialog.vue';
export { default as CalculatorPanel } from '../calculator/CalculatorPanel.vue';
export { default as DisplayDialog } from '../components/DisplayDialog.vue';
export { default as ElsewhereNotice } from '../components/ElsewhereNotice.vue';
export { default as EndingCover } from '../components/EndingCover.vue';
export { default as HighlightTool } from '../highlights/HighlightTool.vue';
export { default as JumpDialog } from '../components/JumpDialog.vue';
export { leaveSection } from './leave-section.ts';
export { keepPlayerOffline } from '../offline-player.ts';
export { default as MarkButtons } from '../components/MarkButtons.vue';
export { default as NoteEditor } from '../notes/NoteEditor.vue';
export { default as PaneDivider } from '../components/PaneDivider.vue';
export { default as PasswordField } from '../../../shared/ui/PasswordField.vue';
export { default as PauseCover } from '../components/PauseCover.vue';
export { default as PlayerBars } from '../components/PlayerBars.vue';
export { default as QuestionLegend } from '../components/QuestionLegend.vue';
export { default as SectionDialog } from '../components/SectionDialog.vue';
export { default as ShortcutsDialog } from '../components/ShortcutsDialog.vue';
