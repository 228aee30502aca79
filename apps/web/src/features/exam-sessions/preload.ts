import { fetchAnswers } from '../../shared/item/later-kinds.ts';
import { fetchLater } from './later/parts.ts';

/** Faces that a scenario may need only later, in its log or its text. */
const faces = ['400 16px "Source Serif 4 Variable"', '400 16px "JetBrains Mono Variable"'];

/** Fetches everything the player will show, so that nothing is loaded once the clock runs. */
export async function preloadPlayer(): Promise<void> {
  await Promise.all([
    import('./pages/OverviewPage.vue'),
    import('./pages/FinishedPage.vue'),
    fetchLater().then(({ keepPlayerOffline }) => keepPlayerOffline()),
    fetchAnswers(),
    import('./seal-answers.ts'),
    // Without them the exam can be taken all the same; it must not keep anybody from starting.
    ...faces.map((face) => document.fonts.load(face).catch(() => [])),
  ]);
}
