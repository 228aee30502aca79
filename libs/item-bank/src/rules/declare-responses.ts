import type { BaseType, Cardinality } from '@attest/contracts';
import type { InteractionPart } from '../schema/item-shape.ts';
import type { ResponseDeclaration, ResponseMapping, ValueType } from './rule-model.ts';
import type { RulesOfFile } from './rule-schema.ts';

/** Response variables as rules see them. A mapping comes from `mappings`, else from `scoring: map`. */
export function declareResponses(
  interactions: Readonly<Record<string, InteractionPart>>,
  mappings: RulesOfFile['mappings'],
): Record<string, ResponseDeclaration> {
  return Object.fromEntries(
    Object.entries(interactions).map(([variable, part]) => {
      const given = Object.hasOwn(mappings, variable) ? mappings[variable] : undefined;
      return [variable, { ...typeOfPart(part), mapping: given ?? weightsOf(part), areaMapping: null }];
    }),
  );
}

/** Variables that a machine can compare with something. */
export function hasCorrect(part: InteractionPart): boolean {
  return part.type !== 'constructed-response';
}

function typeOfPart(part: InteractionPart): ValueType {
  const of = (baseType: BaseType, cardinality: Cardinality): ValueType => ({ baseType, cardinality });
  switch (part.type) {
    case 'single-choice':
      return of('identifier', 'single');
    case 'hotspot':
      return of('identifier', part.choose === 1 ? 'single' : 'multiple');
    case 'multiple-response':
    case 'hottext':
      return of('identifier', 'multiple');
    case 'ordering':
      return of('identifier', 'ordered');
    case 'matching':
    case 'matrix':
    case 'inline-choice':
      return of('directed-pair', 'multiple');
    case 'short-text':
    case 'constructed-response':
      return of('string', 'single');
    case 'numeric':
      return of('float', 'single');
  }
}

function weightsOf({ scoring }: InteractionPart): ResponseMapping | null {
  if (typeof scoring === 'string') return null;
  const { weights, lowerBound, upperBound } = scoring;
  return { entries: weights, caseSensitive: true, default: 0, lowerBound, upperBound };
}
