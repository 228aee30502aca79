import type { Config } from '../config/config.ts';
import { StartupFault } from '../startup-fault.ts';

/** Says in a sentence why the server cannot listen, where we know one. */
export function portFault(error: unknown, { port, host }: Config['http']): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'EADDRINUSE':
      return new StartupFault(
        `Port ${String(port)} is taken by another program: stop it, or choose another with PORT.`,
        { cause: error },
      );
    case 'EACCES':
      return new StartupFault(
        `This user may not listen on port ${String(port)}: choose one above 1023 with PORT.`,
        { cause: error },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartupFault(`HOST “${host}” is not an address of this machine.`, { cause: error });
    default:
      return error;
  }
}
