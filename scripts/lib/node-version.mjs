// @ts-check

const OLDEST_MAJOR = 20;
const OLDEST_MINOR = 19;

/**
 * @param {string} version such as "20.19.0"
 * @returns {boolean} whether that Node can install and build Attest
 */
export function isSupported(version) {
  const parts = version.split('.').map(Number);
  const major = parts[0] || 0;
  const minor = parts[1] || 0;
  return major > OLDEST_MAJOR || (major === OLDEST_MAJOR && minor >= OLDEST_MINOR);
}

/**
 * Says why this Node is too old, if it is.
 *
 * @param {string} version
 * @returns {boolean} true when it was refused
 */
export function refuseOldNode(version) {
  if (isSupported(version)) return false;
  console.error(
    `Attest needs Node ${OLDEST_MAJOR}.${OLDEST_MINOR} or newer to start, and this is Node ${version}; see https://nodejs.org.`,
  );
  return true;
}
