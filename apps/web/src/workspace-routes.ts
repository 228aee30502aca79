import './shared/styles/workspace.css';
import type { Component } from 'vue';
import { routesOf } from './routes-of.ts';
import { workspacePages } from './workspace-pages.ts';

const components = import.meta.glob<{ default: Component }>([
  './features/{item-bank,proctoring}/*/*Page.vue',
  './features/exams/authoring/*Page.vue',
  './features/accounts/pages/AccommodationsPage.vue',
]);

export const workspaceRoutes = routesOf(workspacePages, components);
