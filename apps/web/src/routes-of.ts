import type { Component } from 'vue';
import type { RouteRecordRaw } from 'vue-router';
import type { PageAt } from './pages.ts';

/** Components by their files, each loaded when it is first opened. */
type Components = Readonly<Record<string, () => Promise<{ default: Component }>>>;

export function routesOf(pages: readonly PageAt[], components: Components): RouteRecordRaw[] {
  return pages.map(({ path, name, page, requires, within }) => {
    const component = components[`./features/${page}.vue`];
    if (component === undefined) throw new Error(`There is no page ${page}`);
    const meta = requires === undefined ? {} : { requires };
    const [first] = within ?? [];
    if (within === undefined || first === undefined) return { path, name, meta, component };
    const children = routesOf(within, components);
    return { path, name, meta, component, redirect: { name: first.name }, children };
  });
}
