/** Shared parts of the examples that checks carry; see `ItemExample`. */

const rationales = [
  'The gateway compares the token with the agent on each call, so a token that leaves with a log line is worth nothing to anyone else.',
  'Shows who called after the fact, which is worth having for the review; the stem asks that the call itself cannot happen.',
  'Makes replies more alike from one run to the next, and follows an injected instruction as faithfully as any other text.',
  'A reminder lowers the rate at which the model obeys a page, while one success is all that the attacker in the stem needs.',
  'Bounds how many calls a minute can hold, yet the transfer described here takes place within a single one of them.',
  'The list of tools stays as it is today; the harm in the stem came through a tool that belongs on the list.',
];

/**
 * The options of an example item, lettered from a; what is not key names an error.
 *
 * @param texts two to six options
 */
export function exampleOptions(texts: readonly string[], key: readonly string[]): string {
  const options = texts.map((text, at) => {
    const id = String.fromCharCode('a'.charCodeAt(0) + at);
    const error = key.includes(id) ? '' : ', error: over-reaction';
    return `  - { id: ${id}, text: "${text}", rationale: "${rationales[at] ?? ''}"${error} }`;
  });
  return ['options:', ...options, `key: [${key.join(', ')}]`].join('\n');
}

/** The steps of an example ordering, with the given key. */
export function exampleSteps(key: readonly string[]): string {
  const texts: Readonly<Record<string, string>> = {
    build: 'Build a test index with a canary in each claim.',
    fail: 'Run the suite on the vulnerable build.',
    pass: 'Run the suite on the patched build.',
  };
  const steps = Object.entries(texts).map(
    ([id, text], at) => `  - { id: ${id}, text: "${text}", rationale: "${rationales[at] ?? ''}" }`,
  );
  return ['type: ordering', 'steps:', ...steps, `key: [${key.join(', ')}]`, 'scoring: adjacent-pairs'].join(
    '\n',
  );
}
