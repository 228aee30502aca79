import type { CandidateStimulus, DiagramExhibit } from '@attest/contracts';

/** The diagram of a scenario with this id; null when the scenario is not here or holds none. */
export function diagramIn(stimulus: CandidateStimulus | null, exhibitId: string): DiagramExhibit | null {
  const exhibit = stimulus?.exhibits.find(({ id }) => id === exhibitId);
  return exhibit?.kind === 'diagram' ? exhibit : null;
}
