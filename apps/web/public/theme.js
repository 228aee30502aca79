// Applies the kept display choices before the first paint. A file of its own, because the content
// security policy allows no inline script. The store `use-preferences.ts` writes what is read here.
(() => {
  const root = document.documentElement;
  let last;
  const systemIs = (feature) => matchMedia(`(${feature})`).matches;

  function read() {
    try {
      return JSON.parse(localStorage.getItem('attest.preferences') ?? '{}');
    } catch {
      return {};
    }
  }

  function apply(event) {
    const {
      theme = 'system',
      textScale = 1,
      lineSpacing = 'normal',
    } = (last = event?.detail ?? last ?? read());
    const dark = systemIs('prefers-color-scheme: dark');
    const fromSystem = systemIs('prefers-contrast: more')
      ? dark
        ? 'contrast-dark'
        : 'contrast-light'
      : dark
        ? 'dark'
        : 'light';
    root.dataset.theme = theme === 'system' ? fromSystem : theme;
    root.dataset.lineSpacing = lineSpacing;
    root.style.setProperty('--text-scale', String(textScale));
  }

  apply();
  for (const feature of ['prefers-color-scheme: dark', 'prefers-contrast: more']) {
    matchMedia(`(${feature})`).addEventListener('change', apply);
  }
  addEventListener('storage', () => apply({ detail: read() }));
  addEventListener('attest:preferences', apply);
})();
