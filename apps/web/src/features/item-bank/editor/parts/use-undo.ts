import { inject, provide, shallowRef, type InjectionKey, type Ref } from 'vue';
import { announce } from '../../../../shared/composables/use-announcer.ts';

/** The last thing that was taken out, and how it comes back. */
export interface Removal {
  readonly message: string;
  readonly restore: () => void;
}

export type TellRemoval = (removal: Removal) => void;

const key: InjectionKey<TellRemoval> = Symbol('what was removed from the draft');

export interface Undo {
  readonly last: Readonly<Ref<Removal | null>>;
  tell: TellRemoval;
  undo: () => void;
  forget: () => void;
}

/** For the page: shows what was removed last, until something else is removed. */
export function provideUndo(): Undo {
  const last = shallowRef<Removal | null>(null);
  const tell: TellRemoval = (removal) => {
    last.value = removal;
    announce(removal.message);
  };
  provide(key, tell);
  const forget = () => {
    last.value = null;
  };
  return {
    last,
    tell,
    undo: () => {
      last.value?.restore();
      forget();
    },
    forget,
  };
}

export function useTellRemoval(): TellRemoval {
  const tell = inject(key, null);
  return (removal) => tell?.(removal);
}
