import type { BodyBlock } from '@attest/contracts';
import type { SourceItem, SourceStimulus } from '../bank.ts';
import { digestOf } from '../hash.ts';
import { interactionsOf, onlyVariable } from '../interactions-of.ts';
import { interactionMarker } from '../markers.ts';
import { renderBlocks } from '../markdown.ts';
import type { CompiledItem, ItemContent, ItemKey, ItemMetadata } from '../model.ts';
import { compileProcessing } from '../rules/processing.ts';
import type { ItemFile } from '../schema/item.ts';
import { compileInteraction } from './interaction.ts';
import { compileVariableKey } from './variable-key.ts';

export interface CompileContext {
  /** The stimulus that the item names; null for a standalone item. */
  readonly stimulus: Pick<SourceStimulus, 'record'> | null;
}

/**
 * An item of any type as content, key and metadata. Text becomes sanitised HTML; ids stay those of the file.
 *
 * @param source an item of a bank that `parseBank` found without faults
 * @throws Error when a hotspot item is compiled without the stimulus that holds its diagram
 */
export function compileItem(source: Pick<SourceItem, 'record'>, context: CompileContext): CompiledItem {
  const { record } = source;
  const content = compileContent(record, context);
  const key = compileKey(record);
  const metadata = compileMetadata(record);
  return {
    metadata,
    content,
    key,
    contentHash: digestOf({ content, stimulusId: metadata.stimulusId }),
    keyHash: digestOf(key),
  };
}

function compileContent(item: ItemFile, { stimulus }: CompileContext): ItemContent {
  const interactions = interactionsOf(item).map(({ part, responseVariable }) =>
    compileInteraction(part, { responseVariable, shuffle: item.shuffle, stimulus: stimulus?.record ?? null }),
  );
  return { body: compileBody(item), interactions };
}

/** An inline choice has its text inside the interaction, so its body is the interaction alone. */
function compileBody(item: ItemFile): BodyBlock[] {
  if (item.type === 'composite') return compositeBody(item.body);
  const interaction: BodyBlock = { type: 'interaction', responseVariable: onlyVariable };
  if (item.type === 'inline-choice') return [interaction];
  return [{ type: 'html', html: renderBlocks(item.stem) }, interaction];
}

/** Odd pieces of the split are the captured names of response variables. */
function compositeBody(body: string): BodyBlock[] {
  return body
    .split(interactionMarker)
    .map((piece, at): BodyBlock =>
      at % 2 === 1
        ? { type: 'interaction', responseVariable: piece }
        : { type: 'html', html: renderBlocks(piece) },
    )
    .filter((block) => block.type === 'interaction' || block.html !== '');
}

function compileKey(item: ItemFile): ItemKey {
  const variables = interactionsOf(item).map(compileVariableKey);
  if (item.type !== 'composite') return { variables, weights: shares(variables, undefined) };
  const given = item.processing.template === 'sum' ? item.processing.weights : undefined;
  const processing = compileProcessing(item);
  return { variables, weights: shares(variables, given), ...(processing === null ? {} : { processing }) };
}

/** Shares of the points; without weights all scored variables count the same, and a rubric nothing. */
function shares(
  variables: ItemKey['variables'],
  given: Readonly<Record<string, number>> | undefined,
): Record<string, number> {
  const hasScored = variables.some(({ scheme }) => scheme.name !== 'rubric');
  const weights = variables.map(({ responseVariable, scheme }): [string, number] => {
    const equal = hasScored && scheme.name === 'rubric' ? 0 : 1;
    return [responseVariable, given === undefined ? equal : (given[responseVariable] ?? 0)];
  });
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  return Object.fromEntries(weights.map(([variable, weight]) => [variable, weight / sum]));
}

function compileMetadata(item: ItemFile): ItemMetadata {
  return {
    id: item.id,
    type: item.type,
    certifications: item.certifications,
    domain: item.domain,
    objective: item.objective,
    cognitiveLevel: item.cognitiveLevel,
    expectedDifficulty: item.expectedDifficulty,
    stimulusId: item.stimulus ?? null,
    factsUsed: item.factsUsed,
    flipFact: item.flipFact,
    references: item.references,
    enemies: item.enemies,
    incidents: item.incidents,
    tags: item.tags,
    isPretest: item.pretest || item.status === 'pretest',
    status: item.status,
    author: item.author,
    reviewers: item.reviewers,
    created: item.created,
    reviewDue: item.reviewDue,
    validUntil: item.validUntil ?? null,
  };
}
