// @ts-check

/** A reason not to go on, in one sentence for the person who typed the command. */
export class LaunchFault extends Error {
  /**
   * @param {string} sentence
   * @param {string} [output] what the failed tool printed
   */
  constructor(sentence, output = '') {
    super(sentence);
    this.name = 'LaunchFault';
    this.output = output;
  }
}

/**
 * Turns anything thrown into the words to print: faults we know get their sentence, others their trace.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function inWords(error) {
  if (isOutOfSpace(error)) return NO_SPACE;
  if (error instanceof LaunchFault) {
    if (NO_SPACE_IN_OUTPUT.test(error.output)) return NO_SPACE;
    return [error.output.trimEnd(), error.message].filter(Boolean).join('\n\n');
  }
  if (isRefusedByDisk(error))
    return `Attest may not write ${error.path ?? 'here'}: change the owner or the permissions of this folder.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const NO_SPACE =
  'There is no space left on the disk: free about 1 GB and start again; nothing needs to be cleaned up first.';
const NO_SPACE_IN_OUTPUT = /\bENOSPC\b|no space left on device/i;

/** @param {unknown} error */
function isOutOfSpace(error) {
  return hasCode(error, ['ENOSPC', 'EDQUOT']);
}

/**
 * @param {unknown} error
 * @returns {error is NodeJS.ErrnoException}
 */
function isRefusedByDisk(error) {
  return hasCode(error, ['EACCES', 'EPERM', 'EROFS']);
}

/**
 * @param {unknown} error
 * @param {readonly string[]} codes
 */
function hasCode(error, codes) {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
