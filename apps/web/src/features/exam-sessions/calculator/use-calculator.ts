import { ref, shallowRef } from 'vue';
import { evaluate, type CalculatorFault } from './evaluate.ts';

export interface Calculated {
  readonly expression: string;
  readonly result: string;
}

const mostKept = 50;
/** Of this page, newest first: closing the calculator loses nothing. */
const history = shallowRef<readonly Calculated[]>([]);
const expression = ref('');

/** What stands in the calculator, and what it calculated before. */
export function useCalculator() {
  const result = ref<string | null>(null);
  const fault = ref<CalculatorFault | null>(null);

  function change(text: string): void {
    expression.value = text;
    result.value = null;
    fault.value = null;
  }

  /** A sign goes on from a result; a number begins anew. */
  function type(sign: string): void {
    const isOperation = /^[+−×÷%]$/u.test(sign);
    const before = result.value === null ? expression.value : isOperation ? result.value : '';
    change(before + sign);
  }

  function calculate(): void {
    const evaluated = evaluate(expression.value);
    result.value = evaluated.ok ? evaluated.text : null;
    fault.value = evaluated.ok ? null : evaluated.fault;
    if (!evaluated.ok) return;
    history.value = [{ expression: expression.value, result: evaluated.text }, ...history.value].slice(
      0,
      mostKept,
    );
  }

  return { expression, result, fault, history, change, type, calculate };
}
