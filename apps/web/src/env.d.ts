/// <reference types="vite/client" />
/// <reference types="unplugin-icons/types/vue" />

declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent;
  export default component;
}

/** HTML Sanitizer API, not yet in every browser. */
interface Element {
  setHTML?: (html: string, options: { readonly sanitizer: SanitizerConfig }) => void;
}
