import { toValue, watchEffect, type MaybeRefOrGetter } from 'vue';

/** Title of the document: the page's own words first, the product last. */
export function useTitle(title: MaybeRefOrGetter<string>): void {
  watchEffect(() => {
    const own = toValue(title);
    document.title = own === '' || own === 'Attest' ? 'Attest' : `${own} – Attest`;
  });
}
