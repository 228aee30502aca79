import type { CandidateInteraction, Marks, ResponsePart, ResponseValue } from '@attest/contracts';
import { charactersAllowed } from './player/text-limits.ts';

type Interaction<Kind extends CandidateInteraction['kind']> = Extract<CandidateInteraction, { kind: Kind }>;
type Part<Kind extends ResponsePart['kind']> = Extract<ResponsePart, { kind: Kind }>;
type Pair = readonly [string, string];

/**
 * Whether a response fits its item, judged on the candidate's view (opaque ids). Incomplete responses
 * fit: they are saved while the candidate works.
 *
 * @returns null when it fits, otherwise a sentence for the problem's `detail`
 */
export function checkResponse(
  interactions: readonly CandidateInteraction[],
  value: ResponseValue | null,
): string | null {
  for (const [variable, part] of Object.entries(value ?? {})) {
    const interaction = interactions.find(({ responseVariable }) => responseVariable === variable);
    if (interaction === undefined) return `The question has no response variable ${variable}.`;
    const fault = part === null ? null : checkPart(interaction, part);
    if (fault !== null) return `${variable}: ${fault}`;
  }
  return null;
}

/** Whether the working marks can be stored; their shape is the contract's business. Null or a sentence. */
export function checkMarks(marks: Marks): string | null {
  const texts = [marks.note ?? '', ...(marks.highlights ?? []).map(({ place }) => place)];
  return firstFault(texts.map(checkCharacters));
}

function checkPart(interaction: CandidateInteraction, part: ResponsePart): string | null {
  switch (interaction.kind) {
    case 'choice':
      return part.kind === 'choice'
        ? checkSelected(part.selected, interaction.choices, interaction.maxChoices)
        : kindFault(interaction);
    case 'spans':
      return part.kind === 'spans'
        ? checkSelected(part.selected, interaction.spans, interaction.maxChoices)
        : kindFault(interaction);
    case 'places':
      return part.kind === 'places'
        ? checkSelected(part.selected, interaction.places, interaction.maxChoices)
        : kindFault(interaction);
    case 'order':
      return part.kind === 'order' ? checkOrder(interaction, part) : kindFault(interaction);
    case 'match':
      return part.kind === 'match' ? checkMatch(interaction, part) : kindFault(interaction);
    case 'matrix':
      return part.kind === 'matrix'
        ? checkPairs(part.cells, interaction.rows, interaction.columns)
        : kindFault(interaction);
    case 'inline':
      return part.kind === 'inline' ? checkInline(interaction, part) : kindFault(interaction);
    case 'text':
      return part.kind === 'text' ? checkText(interaction, part) : kindFault(interaction);
    case 'number':
      return part.kind === 'number' ? checkCharacters(part.text) : kindFault(interaction);
  }
}

function kindFault({ kind }: CandidateInteraction): string {
  return `this question takes a response of kind ${kind}.`;
}

type Named = readonly { readonly id: string }[];

/** A maximum of 0 means any number, as in QTI. */
function checkSelected(selected: readonly string[], offered: Named, maxChoices: number): string | null {
  if (maxChoices > 0 && selected.length > maxChoices) return `at most ${String(maxChoices)} may be chosen.`;
  return firstFault([checkKnown(selected, offered), checkDistinct(selected)]);
}

function checkOrder({ choices }: Interaction<'order'>, { order }: Part<'order'>): string | null {
  if (order.length !== choices.length)
    return `an order names each of the ${String(choices.length)} steps once.`;
  return firstFault([checkKnown(order, choices), checkDistinct(order)]);
}

function checkMatch(interaction: Interaction<'match'>, { pairs }: Part<'match'>): string | null {
  const fault = checkPairs(pairs, interaction.premises, interaction.choices);
  if (fault !== null || interaction.usage === 'any') return fault;
  return checkDistinct(pairs.map(([, choice]) => choice));
}

function checkPairs(pairs: readonly Pair[], left: Named, right: Named): string | null {
  const lefts = pairs.map(([id]) => id);
  const rights = pairs.map(([, id]) => id);
  return firstFault([checkKnown(lefts, left), checkKnown(rights, right), checkDistinct(lefts)]);
}

function checkInline({ blanks }: Interaction<'inline'>, part: Part<'inline'>): string | null {
  return firstFault(
    Object.entries(part.blanks).map(([blankId, choice]) => {
      const blank = blanks.find(({ id }) => id === blankId);
      return blank === undefined ? unknown(blankId) : checkKnown([choice], blank.choices);
    }),
  );
}

function checkText(interaction: Interaction<'text'>, { text }: Part<'text'>): string | null {
  const limit = charactersAllowed(interaction);
  return text.length > limit ? `at most ${String(limit)} characters.` : checkCharacters(text);
}

function checkKnown(ids: readonly string[], offered: Named): string | null {
  const foreign = ids.find((id) => !offered.some((entry) => entry.id === id));
  return foreign === undefined ? null : unknown(foreign);
}

function unknown(id: string): string {
  return `the question has no choice ${id}.`;
}

function checkDistinct(ids: readonly string[]): string | null {
  return new Set(ids).size === ids.length ? null : 'the same choice stands twice.';
}

/** The database stores neither U+0000 nor half a surrogate pair; one such text would fail a whole batch. */
function checkCharacters(text: string): string | null {
  return text.includes('\u0000') || !text.isWellFormed()
    ? 'the text holds characters that cannot be stored.'
    : null;
}

function firstFault(faults: readonly (string | null)[]): string | null {
  return faults.find((fault) => fault !== null) ?? null;
}
