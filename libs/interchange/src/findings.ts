/** Where something stands in a file that somebody gave; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Name of the column or the field; null where the place itself says it. */
  readonly name: string | null;
}

/** Something to mend or to consider, at its place. */
export interface Finding {
  /** `fault`: it cannot be imported. `error`: it cannot be reviewed like this. `warning`: to consider. */
  readonly level: 'fault' | 'error' | 'warning';
  readonly place: Place;
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

export function faultAt(place: Place, message: string, remedy: string): Finding {
  return { level: 'fault', place, message, remedy };
}
