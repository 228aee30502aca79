import { defineAsyncComponent } from 'vue';

/** Everything that opens after the first question. */
export const fetchLater = () => import('./index.ts');

export const BreakDialog = defineAsyncComponent(async () => (await fetchLater()).BreakDialog);
export const CalculatorPanel = defineAsyncComponent(async () => (await fetchLater()).CalculatorPanel);
export const DisplayDialog = defineAsyncComponent(async () => (await fetchLater()).DisplayDialog);
export const ElsewhereNotice = defineAsyncComponent(async () => (await fetchLater()).ElsewhereNotice);
export const EndingCover = defineAsyncComponent(async () => (await fetchLater()).EndingCover);
export const HighlightTool = defineAsyncComponent(async () => (await fetchLater()).HighlightTool);
export const JumpDialog = defineAsyncComponent(async () => (await fetchLater()).JumpDialog);
export const MarkButtons = defineAsyncComponent(async () => (await fetchLater()).MarkButtons);
export const NoteEditor = defineAsyncComponent(async () => (await fetchLater()).NoteEditor);
export const PaneDivider = defineAsyncComponent(async () => (await fetchLater()).PaneDivider);
export const PasswordField = defineAsyncComponent(async () => (await fetchLater()).PasswordField);
export const PauseCover = defineAsyncComponent(async () => (await fetchLater()).PauseCover);
export const PlayerBars = defineAsyncComponent(async () => (await fetchLater()).PlayerBars);
export const QuestionLegend = defineAsyncComponent(async () => (await fetchLater()).QuestionLegend);
export const SectionDialog = defineAsyncComponent(async () => (await fetchLater()).SectionDialog);
export const ShortcutsDialog = defineAsyncComponent(async () => (await fetchLater()).ShortcutsDialog);
