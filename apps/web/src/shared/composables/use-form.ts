import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import { ApiProblem } from '../api/problem.ts';

export type FieldErrors<Field extends string> = Partial<Record<Field, string>>;

export interface Form<Field extends string> {
  /** Error of each field, as text. */
  readonly errors: Readonly<Ref<FieldErrors<Field>>>;
  /** The same for `ErrorSummary`, in the order of the fields. */
  readonly summary: ComputedRef<readonly { fieldId: string; message: string }[]>;
  /** What went wrong without belonging to a field. */
  readonly failure: Readonly<Ref<unknown>>;
  readonly isBusy: Readonly<Ref<boolean>>;
  submit: () => Promise<void>;
}

/**
 * A form: what is missing is said before anything is sent, a refusal of the server is shown at the
 * field it belongs to, everything entered stays.
 */
export function useForm<Field extends string>(options: {
  /** Fields and the ids of their inputs, from top to bottom. */
  readonly fields: Readonly<Record<Field, string>>;
  readonly check: () => FieldErrors<Field>;
  readonly send: () => Promise<void>;
  /** Errors of fields that a problem speaks of; null when it is about none of them. */
  readonly explain: (problem: ApiProblem) => FieldErrors<Field> | null;
}): Form<Field> {
  const errors = ref<FieldErrors<string>>({});
  const failure = shallowRef<unknown>(null);
  const isBusy = ref(false);
  const order = Object.entries<string>(options.fields);

  async function submit(): Promise<void> {
    if (isBusy.value) return;
    failure.value = null;
    errors.value = options.check();
    if (Object.keys(errors.value).length > 0) return;
    isBusy.value = true;
    try {
      await options.send();
    } catch (error) {
      const explained = error instanceof ApiProblem ? options.explain(error) : null;
      if (explained === null) failure.value = error;
      else errors.value = explained;
    } finally {
      isBusy.value = false;
    }
  }

  const summary = computed(() =>
    order.flatMap(([field, fieldId]) => {
      const message = errors.value[field];
      return message === undefined ? [] : [{ fieldId, message }];
    }),
  );
  return { errors, summary, failure, isBusy, submit };
}

/** Faults of a malformed request by field: the last part of a path names the field. */
export function faultsByField<Field extends string>(
  problem: ApiProblem,
  fields: readonly Field[],
): FieldErrors<Field> | null {
  const found = fields.flatMap((field) => {
    const fault = problem.faults.find(({ path }) => path.split(/[./]/).at(-1) === field);
    return fault ? [[field, fault.message] as const] : [];
  });
  if (found.length === 0) return null;
  const errors: FieldErrors<Field> = {};
  for (const [field, message] of found) errors[field] = message;
  return errors;
}
