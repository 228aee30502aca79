// @ts-check
import { buildIfNeeded } from './build.mjs';
import { installIfNeeded, isInstalled } from './install.mjs';
import { inWords } from './launch-fault.mjs';
import { alone } from './lock.mjs';
import { endToolsWithUs } from './run.mjs';

/**
 * Installs and builds what is out of date; everything that runs the product begins with it.
 *
 * @param {{ isBuilt?: boolean }} [options] isBuilt: false where the packages suffice
 * @returns {Promise<boolean>} false when it failed and has said why
 */
export async function prepare({ isBuilt = true } = {}) {
  // Nothing to wait for, also while somebody else builds.
  if (!isBuilt && isInstalled()) return true;
  const letGo = endToolsWithUs();
  try {
    await alone(async () => {
      await installIfNeeded();
      if (isBuilt) await buildIfNeeded();
    });
    return true;
  } catch (error) {
    console.error(inWords(error));
    return false;
  } finally {
    letGo();
  }
}
