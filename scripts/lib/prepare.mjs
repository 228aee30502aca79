// @ts-check
import { buildIfNeeded } from './build.mjs';
import { installIfNeeded } from './install.mjs';
import { inWords } from './launch-fault.mjs';
import { alone } from './lock.mjs';
import { endToolsWithUs } from './run.mjs';

/**
 * Installs and builds what is out of date; everything that runs the product begins with it.
 *
 * @returns {Promise<boolean>} false when it failed and has said why
 */
export async function prepare() {
  const letGo = endToolsWithUs();
  try {
    await alone(async () => {
      await installIfNeeded();
      await buildIfNeeded();
    });
    return true;
  } catch (error) {
    console.error(inWords(error));
    return false;
  } finally {
    letGo();
  }
}
