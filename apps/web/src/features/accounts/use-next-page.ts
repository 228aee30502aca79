import { useRoute, useRouter } from 'vue-router';

/** Where a person goes once signed in: the page that asked for it, else home. Never another site. */
export function useNextPage(): { next: () => string; open: () => Promise<void> } {
  const route = useRoute();
  const router = useRouter();

  function next(): string {
    const wanted = route.query['next'];
    return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? wanted : '/home';
  }

  async function open(): Promise<void> {
    await router.replace(next());
  }

  return { next, open };
}
