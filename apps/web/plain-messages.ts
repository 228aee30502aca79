import type { Plugin } from 'vite';

/** A compiled message without any parameter, as the i18n plugin writes it. */
const constant = /\{"t":0,"b":\{"t":2,"i":\[\{"t":3\}\],"s":("(?:[^"\\]|\\.)*")\}\}/g;

/**
 * Turns compiled messages that hold nothing but text back into that text, which the runtime without a
 * compiler returns as it stands. Saves a tenth of each catalogue.
 */
export function plainMessages(): Plugin {
  return {
    name: 'attest:plain-messages',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: /messages\.en\.json$/ },
      handler: (code) => ({ code: code.replaceAll(constant, '$1'), map: null }),
    },
  };
}
