import { defineAsyncComponent } from 'vue';

const loadAnswers = () => import('./answers/index.ts');
const loadRevealed = () => import('./revealed/index.ts');
let answers: ReturnType<typeof loadAnswers> | undefined;
let revealed: ReturnType<typeof loadRevealed> | undefined;

/**
 * Controls for every kind of interaction but choices, and the exhibits behind the tabs of a scenario. Fetched once: what has
 * arrived is shown in the same frame as the question.
 */
export const fetchAnswers = () => (answers ??= loadAnswers().catch(forgetAnswers));
/** The same kinds with their keys. */
export const fetchRevealed = () => (revealed ??= loadRevealed().catch(forgetRevealed));

export const OtherInput = defineAsyncComponent(async () => (await fetchAnswers()).OtherInput);
export const ExhibitView = defineAsyncComponent(async () => (await fetchAnswers()).ExhibitView);
export const OtherRevealed = defineAsyncComponent(async () => (await fetchRevealed()).OtherRevealed);

/** A failed fetch is tried again by whoever asks next. */
function forgetAnswers(error: unknown): never {
  answers = undefined;
  throw error;
}

function forgetRevealed(error: unknown): never {
  revealed = undefined;
  throw error;
}
