import type { Permission } from '@attest/contracts/permissions';
import type { Component } from 'vue';
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { framedPages, playerPages, type PageAt } from './pages.ts';
import { admit } from './shared/api/admit.ts';
import { expectArrival } from './shared/composables/use-arrival-focus.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** What an account must be allowed to do; absent on public pages. */
    requires?: Permission;
  }
}

/** Each is loaded when it is first opened. */
const components = import.meta.glob<{ default: Component }>(
  './features/*/{pages,review,reviews}/*{Page,Settings}.vue',
);

function routeOf({ path, name, page, requires, within }: PageAt): RouteRecordRaw {
  const component = components[`./features/${page}.vue`];
  if (component === undefined) throw new Error(`There is no page ${page}`);
  const meta = requires === undefined ? {} : { requires };
  const [first] = within ?? [];
  if (within === undefined || first === undefined) return { path, name, meta, component };
  return { path, name, meta, component, redirect: { name: first.name }, children: within.map(routeOf) };
}

const routes: RouteRecordRaw[] = [
  ...playerPages.map(routeOf),
  { path: '/', component: () => import('./layouts/AppShell.vue'), children: framedPages.map(routeOf) },
];

export const router = createRouter({ history: createWebHistory(), routes });

// Going back and forth, the browser restores the place itself; a new page starts at its top.
let isTraversal = false;
addEventListener('popstate', () => {
  isTraversal = true;
});

router.beforeEach(admit);
router.afterEach((to, from, failure) => {
  const isNewPage = from.matched.length > 0 && !failure && to.path !== from.path;
  if (isNewPage) expectArrival();
  if (isNewPage && !isTraversal) scrollTo(0, 0);
  isTraversal = false;
});
