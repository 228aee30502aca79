/** The letter of each command of the player. A to H, and digits, choose options. */
export const defaultKeys = {
  next: 'n',
  previous: 'p',
  jump: 'j',
  flag: 'm',
  unsure: 'u',
  highlight: 'l',
  note: 'w',
  scenario: 's',
  question: 'q',
  status: 't',
  overview: 'r',
  calculator: 'k',
} as const;

export type Command = keyof typeof defaultKeys;
export type Keys = Readonly<Record<Command, string>>;

export const commands: readonly Command[] = [
  ...(['next', 'previous', 'jump', 'flag', 'unsure', 'highlight', 'note'] as const),
  ...(['scenario', 'question', 'status', 'overview', 'calculator'] as const),
];

/** The keys of this person, from whatever a browser has kept; the usual ones when they contradict. */
export function keysFrom(kept: unknown): Keys {
  if (typeof kept !== 'object' || kept === null) return defaultKeys;
  const given = new Map<string, unknown>(Object.entries(kept));
  const letterOf = (command: Command) => {
    const letter = given.get(command);
    return typeof letter === 'string' && isCommandLetter(letter) ? letter : defaultKeys[command];
  };
  const keys = commands.reduce<Keys>(
    (before, command) => ({ ...before, [command]: letterOf(command) }),
    defaultKeys,
  );
  return new Set(Object.values(keys)).size === commands.length ? keys : defaultKeys;
}

export function commandOf(keys: Keys, letter: string): Command | null {
  return commands.find((command) => keys[command] === letter) ?? null;
}

export const isCommandLetter = (letter: string) => /^[i-z]$/u.test(letter);
