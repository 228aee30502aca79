/** Stands in for the generated client's event streams, which this API does not have. */
export function createSseClient(): never {
  throw new Error('The API streams no events');
}
