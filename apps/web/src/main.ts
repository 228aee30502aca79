// First of all: it names the order of the cascade layers.
import './shared/styles/main.css';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { router } from './router.ts';
import { queryClient } from './shared/api/query-client.ts';
import { i18n } from './shared/i18n.ts';
import { prepareSanitiser } from './shared/sanitise.ts';

await prepareSanitiser();
createApp(App).use(createPinia()).use(VueQueryPlugin, { queryClient }).use(i18n).use(router).mount('#app');
