/** Null is what nobody has entered; an optional text is left out while it is empty. */
export function enteredFields(value: object, optional: readonly string[]): [string, unknown][] {
  return Object.entries(value)
    .filter(
      ([name, each]) => each !== null && each !== undefined && !(each === '' && optional.includes(name)),
    )
    .map(([name, each]) => [name, entered(each, optional)]);
}

function entered(value: unknown, optional: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => entered(each, optional));
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(enteredFields(value, optional))
    : value;
}
