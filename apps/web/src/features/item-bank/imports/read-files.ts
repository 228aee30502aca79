/** What one import may hold; the server holds the same against it. */
export const mostFiles = 2_000;
const mostBytes = 5 * 1024 * 1024;

/** Megabytes with one decimal where files are too large together, else null. */
export function sizeBeyondLimit(files: readonly { readonly size: number }[]): number | null {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return bytes > mostBytes ? Math.max(5.1, Math.round(bytes / 1024 / 102.4) / 10) : null;
}

export function hasArchive(files: readonly { readonly name: string }[]): boolean {
  return files.some(({ name }) => isArchive(name));
}

export const isArchive = (name: string) => /\.zip$/i.test(name);

/** Their bytes as the server takes them. */
export function readFiles(files: readonly File[]): Promise<{ name: string; content: string }[]> {
  return Promise.all(files.map(async (file) => ({ name: file.name, content: await base64Of(file) })));
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const address = typeof reader.result === 'string' ? reader.result : '';
      const [, content = ''] = address.split(',');
      resolve(content);
    };
    reader.onerror = () => reject(reader.error ?? new Error('the file could not be read'));
    reader.readAsDataURL(file);
  });
}
