/** Saves sealed answers as a file on this device. */
export function saveSealedFile(sessionId: string, sealed: string): void {
  const address = URL.createObjectURL(new Blob([sealed], { type: 'application/jose' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `attest-answers-${sessionId}.jwe`;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
