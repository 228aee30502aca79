import { readonly, shallowRef, type ShallowRef } from 'vue';
import type { SessionNotice } from '@attest/contracts';

export interface StaffNotices {
  /** On screen until they are dismissed, oldest first. */
  readonly shown: Readonly<ShallowRef<readonly SessionNotice[]>>;
  readonly receive: (notices: readonly SessionNotice[]) => void;
  readonly dismiss: (id: string) => void;
}

/** What staff tell the candidate. Each is shown once, however often the server repeats it. */
export function useStaffNotices(onShown: (notice: SessionNotice) => void): StaffNotices {
  const shown = shallowRef<readonly SessionNotice[]>([]);
  const known = new Set<string>();
  return {
    shown: readonly(shown),
    receive(notices) {
      const news = notices.filter(({ id }) => !known.has(id));
      for (const notice of news) {
        known.add(notice.id);
        onShown(notice);
      }
      // A pause covers the page and says why.
      const told = news.filter(({ kind }) => kind !== 'paused');
      if (told.length > 0) shown.value = [...shown.value, ...told];
    },
    dismiss: (id) => {
      shown.value = shown.value.filter((notice) => notice.id !== id);
    },
  };
}
