import type { CandidateStimulus } from '@attest/contracts';
import type { InjectionKey, Ref } from 'vue';

/** The scenario that the draft names, once it is read. */
export const chosenStimulus: InjectionKey<Readonly<Ref<CandidateStimulus | null>>> =
  Symbol('the scenario of the draft');
