import { ref, watch, type Ref } from 'vue';

/** A text that is typed, kept on this device until it is sent: a reload takes nothing. */
export function useKeptText(key: string): Ref<string> {
  const name = `attest.text.${key}`;
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
