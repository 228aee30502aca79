// @ts-check

/** Where there is no terminal to redraw, one line in this many seconds shows that work goes on. */
const SECONDS_BETWEEN_LINES = 15;

/**
 * Shows that a long step is going on, with the seconds it has taken.
 *
 * @template T
 * @param {string} label such as "Installing packages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(label, work) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const timer = setInterval(() => {
    if (process.stdout.isTTY) process.stdout.write(`\r${label} … ${seconds()} s`);
    else if (seconds() % SECONDS_BETWEEN_LINES === 0) console.log(`${label} … ${seconds()} s`);
  }, 1000);
  if (process.stdout.isTTY) process.stdout.write(`${label} …`);
  else console.log(`${label} …`);
  let ended = 'failed';
  try {
    const result = await work();
    ended = 'done';
    return result;
  } finally {
    clearInterval(timer);
    console.log(`${process.stdout.isTTY ? '\r' : ''}${label} … ${ended} in ${seconds()} s`);
  }
}
