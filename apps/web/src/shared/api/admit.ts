import type { NavigationGuardReturn, RouteLocationNormalized } from 'vue-router';
import { accountQuery } from './account.ts';
import { queryClient } from './query-client.ts';

/** A network that swallows requests must not keep an exam closed that this device can show. */
const patienceMs = 4_000;
const patience = () => new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs, undefined));

/**
 * Sends people to the sign-in page, or to the page that says who can grant access. Only for comfort:
 * the server checks every request. When the account cannot be read the page opens and says what failed.
 */
export async function admit(to: RouteLocationNormalized): Promise<NavigationGuardReturn> {
  const { requires } = to.meta;
  if (requires === undefined) return true;
  const reading = queryClient.query({ ...accountQuery, staleTime: 'static', retry: false });
  const account = await Promise.race([reading.catch(() => undefined), patience()]);
  if (account === undefined) return true;
  if (account === null) return { name: 'sign-in', query: { next: to.fullPath } };
  if (account.permissions.includes(requires)) return true;
  return { name: 'forbidden', query: { from: to.fullPath }, replace: true };
}
