import type { BulkChange, BulkUndo } from '@attest/contracts';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { held, letGo, startUndoTime, type UndoTime } from './undo-time.ts';

/** A change of many items that was made, with the words for it. */
export interface LastChange {
  readonly said: string;
  readonly change: BulkChange;
  readonly undone: BulkUndo | null;
}

/** What was changed last: told, and undone, also by whoever looked at another page meanwhile. */
export const useLastChange = defineStore('last-bulk-change', () => {
  const last = shallowRef<LastChange | null>(null);
  const time = shallowRef<UndoTime | null>(null);

  function tell(said: string, change: BulkChange): void {
    last.value = { said, change, undone: null };
    time.value = change.id === null ? null : startUndoTime(Date.now(), change.undoSeconds);
  }

  function hold(): void {
    time.value &&= held(time.value, Date.now());
  }

  function goOn(): void {
    time.value &&= letGo(time.value, Date.now());
  }

  function tellUndone(undone: BulkUndo): void {
    last.value &&= { ...last.value, undone };
    time.value = null;
  }

  function forget(): void {
    last.value = null;
    time.value = null;
  }

  return { last, time, tell, hold, goOn, tellUndone, forget };
});
