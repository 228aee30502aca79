/** Whether an address is that of a section or lies below it, as `aria-current` says it. */
export function currentWithin(path: string, section: string): 'page' | 'true' | undefined {
  if (path === section) return 'page';
  return path.startsWith(`${section}/`) ? 'true' : undefined;
}
