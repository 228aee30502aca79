import type { DataSource } from 'typeorm';

/** What pg's pool tells of itself. */
export interface PoolState {
  readonly waitingCount: number;
  readonly connect: (...args: unknown[]) => unknown;
}

/** The pool behind TypeORM, which knows it as anything. */
export function poolOf({ driver }: DataSource): PoolState {
  const master: unknown = 'master' in driver ? driver.master : null;
  if (!isPool(master)) throw new Error('TypeORM holds no pool of pg');
  return master;
}

/** Tells of everybody who was given a connection, or none, how long that took. */
export function watchWaits(pool: PoolState, observe: (seconds: number) => void): void {
  const { connect } = pool;
  const observedConnect = (...args: unknown[]): unknown => {
    const begunMs = performance.now();
    const observed = () => {
      observe((performance.now() - begunMs) / 1000);
    };
    const [callback] = args;
    if (typeof callback !== 'function') {
      const connecting = Promise.resolve(Reflect.apply(connect, pool, args));
      void connecting.then(observed, observed);
      return connecting;
    }
    return Reflect.apply(connect, pool, [
      (...result: unknown[]): unknown => {
        observed();
        return Reflect.apply(callback, undefined, result);
      },
    ]);
  };
  Reflect.set(pool, 'connect', observedConnect);
}

function isPool(value: unknown): value is PoolState {
  return (
    typeof value === 'object' &&
    value !== null &&
    'waitingCount' in value &&
    'connect' in value &&
    typeof value.connect === 'function'
  );
}
