import { useI18n } from 'vue-i18n';
import type { CandidateForm, CandidateInteraction, ResponsePart, SavedResponse } from '@attest/contracts';
import { itemWithId } from '@attest/exam-engine/player';
import { plainText } from '../../shared/item/plain-text.ts';

type Named = readonly { readonly id: string; readonly text: string }[];

/** Answers as lines of text, for copying where they cannot be sent. */
export function useAnswerText() {
  const { t } = useI18n();

  function linesOf(form: CandidateForm, responses: readonly SavedResponse[]): string[] {
    return responses.flatMap(({ itemId, value }) => {
      const item = itemWithId(form, itemId);
      if (item === null) return [];
      const texts = item.interactions.map((interaction) =>
        textOf(interaction, value?.[interaction.responseVariable] ?? null),
      );
      const answer = texts.filter((text) => text !== '').join('; ') || t('player.answer.none');
      return [t('player.elsewhere.line', { n: item.number, answer })];
    });
  }

  return { linesOf };
}

function textOf(interaction: CandidateInteraction, part: ResponsePart | null): string {
  if (interaction.kind === 'choice' && part?.kind === 'choice')
    return listed(interaction.choices, part.selected);
  if (interaction.kind === 'order' && part?.kind === 'order')
    return listed(interaction.choices, part.order, ' → ');
  if (interaction.kind === 'match' && part?.kind === 'match') {
    return part.pairs
      .map(
        ([premise, choice]) =>
          `${nameIn(interaction.premises, premise)}: ${nameIn(interaction.choices, choice)}`,
      )
      .join('; ');
  }
  return '';
}

const listed = (names: Named, ids: readonly string[], between = '; ') =>
  ids.map((id) => nameIn(names, id)).join(between);

function nameIn(names: Named, id: string): string {
  return plainText(names.find((name) => name.id === id)?.text ?? '');
}
