import type { Permission } from '@attest/contracts/permissions';
import type { Component } from 'vue';
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router';
import { framedPages, playerPages } from './pages.ts';
import { routesOf } from './routes-of.ts';
import { admit } from './shared/api/admit.ts';
import { expectArrival } from './shared/composables/use-arrival-focus.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** What an account must be allowed to do; absent on public pages. */
    requires?: Permission;
  }
}

/** Each is loaded when it is first opened. */
const components = import.meta.glob<{ default: Component }>([
  './features/{accounts,exam-sessions,exams,scoring,start}/{pages,review}/*{Page,Settings}.vue',
  '!./features/accounts/pages/AccommodationsPage.vue',
]);

const shell = 'shell';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    ...routesOf(playerPages, components),
    {
      path: '/',
      name: shell,
      component: () => import('./layouts/AppShell.vue'),
      children: routesOf(framedPages, components),
    },
  ],
});

let isWorkspaceKnown = false;

/** An address that no page is known for may be one of the workspace. */
async function knowWorkspace({ name, fullPath }: RouteLocationNormalized) {
  if (name !== 'not-found' || isWorkspaceKnown) return true;
  const { workspaceRoutes } = await import('./workspace-routes.ts');
  isWorkspaceKnown = true;
  for (const route of workspaceRoutes) router.addRoute(shell, route);
  return fullPath;
}

// Going back and forth, the browser restores the place itself; a new page starts at its top.
let isTraversal = false;
addEventListener('popstate', () => {
  isTraversal = true;
});

router.beforeEach(knowWorkspace);
router.beforeEach(admit);
router.afterEach((to, from, failure) => {
  const isNewPage = from.matched.length > 0 && !failure && to.path !== from.path;
  if (isNewPage) expectArrival();
  if (isNewPage && !isTraversal) scrollTo(0, 0);
  isTraversal = false;
});
