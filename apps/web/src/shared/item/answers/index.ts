/** What the player and the bank need beyond choices: one chunk, fetched before an exam starts. */
import './messages.ts';

export { default as ExhibitView } from '../ExhibitView.vue';
export { default as OtherInput } from './OtherInput.vue';
