import { ref, watch, type Ref } from 'vue';
import { useAccount } from '../../shared/api/account.ts';

/** A text that is typed, kept on this device until it is sent: a reload takes nothing. For nobody else's eyes. */
export function useKeptText(key: string): Ref<string> {
  const { account } = useAccount();
  const name = `attest.text.${account.value?.id ?? ''}.${key}`;
  const text = ref(read(name));
  watch(text, (typed) => {
    try {
      if (typed === '') localStorage.removeItem(name);
      else localStorage.setItem(name, typed);
    } catch {
      // A private window or a full disk keeps nothing; the page still has it.
      return;
    }
  });
  return text;
}

function read(name: string): string {
  try {
    return localStorage.getItem(name) ?? '';
  } catch {
    return '';
  }
}
