import { defineAsyncComponent } from 'vue';

/** Everything that opens after the first question. */
export const fetchLater = () => import('./index.ts');

export const BreakDialog = defineAsyncComponent(async () => (await fetchLater()).BreakDialog);
export const DisplayDialog = defineAsyncComponent(async () => (await fetchLater()).DisplayDialog);
export const ElsewhereNotice = defineAsyncComponent(async () => (await fetchLater()).ElsewhereNotice);
export const EndingCover = defineAsyncComponent(async () => (await fetchLater()).EndingCover);
export const JumpDialog = defineAsyncComponent(async () => (await fetchLater()).JumpDialog);
export const LostBar = defineAsyncComponent(async () => (await fetchLater()).LostBar);
export const PasswordField = defineAsyncComponent(async () => (await fetchLater()).PasswordField);
export const PauseCover = defineAsyncComponent(async () => (await fetchLater()).PauseCover);
export const RefusedBar = defineAsyncComponent(async () => (await fetchLater()).RefusedBar);
export const ShortcutsDialog = defineAsyncComponent(async () => (await fetchLater()).ShortcutsDialog);
export const StaffNotice = defineAsyncComponent(async () => (await fetchLater()).StaffNotice);
