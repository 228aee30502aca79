/** A reason not to start, in one sentence for the operator. */
export class StartupFault extends Error {
  override readonly name = 'StartupFault';
}
