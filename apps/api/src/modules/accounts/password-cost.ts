import type { Options } from '@node-rs/argon2';

/** OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane. */
export const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options;
