/** Keys and rationales of everything but choices: what reviews and the bank fetch when they need it. */
import './messages.ts';

export { default as OtherRevealed } from './OtherRevealed.vue';
