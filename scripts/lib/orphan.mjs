// @ts-check

const CHECK_EVERY_MS = 300;

/**
 * Treats the end of our parent as a SIGTERM to us.
 *
 * npm passes a SIGTERM on to the shell it started us from, and that shell dies of it without telling us;
 * so `kill` of npm would leave everything running.
 */
export function endWithParent() {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, CHECK_EVERY_MS);
  timer.unref();
}
