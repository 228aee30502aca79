import type { Rolldown } from 'vite';

type Bundle = Rolldown.OutputBundle;
type Chunk = Rolldown.OutputChunk;

export function chunksOf(bundle: Bundle): { readonly chunks: readonly Chunk[]; readonly entry: Chunk } {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const entry = chunks.find(({ isEntry }) => isEntry);
  if (entry === undefined) throw new Error('The build has no entry');
  return { chunks, entry };
}

/**
 * The chunks with all they need, and their styles.
 *
 * @param leadsTo the names of the chunks that come with one
 */
export function filesOf(
  bundle: Bundle,
  roots: readonly Chunk[],
  leadsTo: (chunk: Chunk) => readonly string[],
): Set<string> {
  const files = new Set<string>();
  const add = (name: string) => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || files.has(name)) return;
    files.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
    for (const next of leadsTo(chunk)) add(next);
  };
  for (const { fileName } of roots) add(fileName);
  return files;
}
