import type { CandidateStimulus } from '@attest/contracts';
import {
  computed,
  inject,
  provide,
  toValue,
  type ComputedRef,
  type InjectionKey,
  type MaybeRefOrGetter,
} from 'vue';
import { linkMentions, placeOfLink } from './mentions.ts';

/** The scenario beside a question: its diagram may hold the answers, and texts point at its facts and lines. */
export interface ScenarioBeside {
  readonly stimulus: ComputedRef<CandidateStimulus | null>;
  /** Rendered text with links where it mentions a fact or a line. */
  readonly link: (html: string) => string;
  /** Takes a press on such a link, and leaves other presses alone. */
  readonly follow: (event: Event) => void;
}

const key: InjectionKey<ScenarioBeside> = Symbol('the scenario beside the question');

/**
 * Tells the questions in this component of the scenario beside them.
 *
 * @param show brings a place into sight that a text points at, by its id on the page
 */
export function provideScenario(
  scenario: MaybeRefOrGetter<CandidateStimulus | null | undefined>,
  show: (place: string) => void,
): void {
  const stimulus = computed(() => toValue(scenario) ?? null);
  provide(key, {
    stimulus,
    link: (html) => linkMentions(html, stimulus.value),
    follow: (event) => {
      const place = placeOfLink(event);
      if (place === null) return;
      event.preventDefault();
      show(place);
    },
  });
}

/** A question without a scenario points at nothing. */
export function useScenario(): ScenarioBeside {
  return inject(key, none, true);
}

const none = (): ScenarioBeside => ({
  stimulus: computed(() => null),
  link: (html) => html,
  follow: () => undefined,
});
