import { CandidateItem, CandidateStimulus, ResponseValue } from '@attest/contracts';
import type { ProcessingExplanation, RevealedKey } from '@attest/contracts';
import type { Interaction, ItemContent } from '@attest/item-bank';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presentItem, presentPlain, presentStimulus } from './present.ts';
import { checkResponse } from './validate-response.ts';

const sessionId = '0193a6c2-0000-7000-8000-000000000001';
const otherSession = '0193a6c2-0000-7000-8000-000000000002';
const named = (...ids: string[]) => ids.map((id) => ({ id, text: `text of ${id}` }));
const variable = (responseVariable: string) => ({ responseVariable, shuffle: true });
const itemOf = (...interactions: Interaction[]): ItemContent => ({
  body: [
    { type: 'html', html: '<p>Which control?</p>' },
    ...interactions.map(({ responseVariable }) => ({ type: 'interaction' as const, responseVariable })),
  ],
  interactions,
});
const place = { sessionId, itemNo: 7, stimulusId: 'caisa-s-001' };

const choice: Interaction = {
  ...variable('RESPONSE'),
  kind: 'choice',
  choices: named('a', 'b', 'c', 'd'),
  minChoices: 0,
  maxChoices: 1,
};
const everyKind = itemOf(
  { ...choice, responseVariable: 'CHOICE' },
  { ...variable('STEPS'), kind: 'order', choices: named('s1', 's2', 's3', 's4') },
  {
    ...variable('MATCH'),
    kind: 'match',
    premises: named('p1', 'p2'),
    choices: named('x', 'y', 'z'),
    usage: 'once',
  },
  { ...variable('CELLS'), kind: 'matrix', rows: named('r1', 'r2'), columns: named('low', 'high') },
  {
    ...variable('BLANKS'),
    kind: 'inline',
    text: '<p>Use <span data-blank="one"></span>, not <code>data-blank="one"</code>.</p>',
    blanks: [{ id: 'one', choices: named('i', 'j') }],
  },
  {
    ...variable('SPANS'),
    kind: 'spans',
    text: '<p><span class="x" data-span="first">text</span></p>',
    spans: named('first'),
    minChoices: 0,
    maxChoices: 1,
  },
  {
    ...variable('PLACES'),
    kind: 'places',
    exhibitId: 'flow',
    places: named('gateway', 'e1'),
    minChoices: 0,
    maxChoices: 1,
  },
  { ...variable('WHY'), kind: 'text', lines: 'many', maxWords: 150 },
  { ...variable('LIMIT'), kind: 'number', unit: 'ms' },
);

const stimulus: CandidateStimulus = {
  id: 'caisa-s-001',
  title: 'Larkfield Mutual: claims copilot',
  facts: [{ n: 1, html: '<p>A fact.</p>' }],
  exhibits: [
    {
      id: 'flow',
      kind: 'diagram',
      title: 'Data flow',
      width: 100,
      height: 50,
      nodes: [
        { id: 'gateway', label: 'Gateway', detail: null, kind: 'process', x: 0, y: 0, width: 10, height: 10 },
        { id: 'store', label: 'Store', detail: null, kind: 'store', x: 20, y: 0, width: 10, height: 10 },
      ],
      edges: [
        { id: 'e1', from: 'gateway', to: 'store', label: null, labelAt: null, style: 'solid', points: [] },
      ],
      boundaries: [{ id: 'b1', label: 'Boundary', nodes: ['store'], x: 0, y: 0, width: 10, height: 10 }],
      description: ['Gateway sends to Store.'],
    },
    { id: 'log', kind: 'log', title: 'Log', language: 'text', lines: ['one'] },
  ],
};

describe('presentItem', () => {
  it('gives the same bytes for the same session and number', () => {
    expect(JSON.stringify(presentItem(everyKind, place).item)).toBe(
      JSON.stringify(presentItem(everyKind, place).item),
    );
  });

  it('fits the contract and carries nothing of the bank file', () => {
    const { item } = presentItem(everyKind, place);
    const wire = JSON.stringify(item);
    expect(CandidateItem.parse(item)).toEqual(item);
    expect(item.number).toBe(7);
    expect(wire).not.toContain('shuffle');
    expect(wire).not.toContain('caisa-s-001');
    expect(wire).not.toMatch(/"id":"(?:[a-z]|[a-z]\d|gateway|first|one|low|high)"/);
  });

  it('names everything anew in another session and at another number', () => {
    const idsIn = (json: unknown) =>
      [...JSON.stringify(json).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id ?? '');
    const ids = idsIn(presentItem(everyKind, place).item);
    const elsewhere = idsIn(presentItem(everyKind, { ...place, sessionId: otherSession }).item);
    expect(ids.every((id) => /^[a-z2-7]{12}$/.test(id))).toBe(true);
    expect(ids.filter((id) => elsewhere.includes(id))).toEqual([]);
    expect(presentItem(itemOf(choice), { ...place, itemNo: 8 }).item.id).not.toBe(
      presentItem(itemOf(choice), place).item.id,
    );
  });

  it('orders options by chance: each position equally often over many sessions', () => {
    const counts = [0, 0, 0, 0];
    for (let at = 0; at < 800; at += 1) {
      const { item, opaqueOf } = presentItem(itemOf(choice), {
        ...place,
        sessionId: `session ${String(at)}`,
      });
      const [interaction] = item.interactions;
      const ids = interaction?.kind === 'choice' ? interaction.choices.map(({ id }) => id) : [];
      const position = ids.indexOf(opaqueOf('a') ?? '');
      counts[position] = (counts[position] ?? 0) + 1;
    }
    // Expected 200 a position, standard deviation 12.2; five of them either way.
    expect(counts.every((count) => count > 139 && count < 261)).toBe(true);
  });

  it('draws the same order whatever the order in the file, which may follow from the key', () => {
    const turned: Interaction = { ...choice, choices: choice.choices.toReversed() };

    expect(presentItem(itemOf(turned), place).item).toEqual(presentItem(itemOf(choice), place).item);
  });

  it('keeps the order of options that have a natural one, and of columns, spans and places', () => {
    const sizes = presentItem(itemOf({ ...choice, shuffle: false }), place);
    const [interaction] = sizes.item.interactions;
    expect(
      interaction?.kind === 'choice' && interaction.choices.map(({ id }) => sizes.canonicalOf(id)),
    ).toEqual(['a', 'b', 'c', 'd']);

    const { item, canonicalOf } = presentItem(everyKind, place);
    const columns = item.interactions.flatMap((each) => (each.kind === 'matrix' ? each.columns : []));
    const places = item.interactions.flatMap((each) => (each.kind === 'places' ? each.places : []));
    expect(columns.map(({ id }) => canonicalOf(id))).toEqual(['low', 'high']);
    expect(places.map(({ id }) => canonicalOf(id))).toEqual(['gateway', 'e1']);
  });

  it('permutes the steps of an ordering even where options keep their order', () => {
    const steps = itemOf({
      responseVariable: 'RESPONSE',
      shuffle: false,
      kind: 'order',
      choices: named('a', 'b', 'c', 'd', 'e'),
    });
    const orders = Array.from({ length: 20 }, (_, at) => {
      const { item, canonicalOf } = presentItem(steps, { ...place, itemNo: at + 1 });
      return item.interactions
        .flatMap((each) => (each.kind === 'order' ? each.choices.map(({ id }) => canonicalOf(id)) : []))
        .join();
    });
    expect(new Set(orders).size).toBeGreaterThan(10);
  });

  it('rewrites references inside the text, and only there', () => {
    const { item, opaqueOf } = presentItem(everyKind, place);
    const inline = item.interactions.find(({ kind }) => kind === 'inline');
    const spans = item.interactions.find(({ kind }) => kind === 'spans');
    expect(inline?.kind === 'inline' && inline.text).toBe(
      `<p>Use <span data-blank="${String(opaqueOf('one'))}"></span>, not <code>data-blank="one"</code>.</p>`,
    );
    expect(spans?.kind === 'spans' && spans.text).toBe(
      `<p><span class="x" data-span="${String(opaqueOf('first'))}">text</span></p>`,
    );
  });

  it('points at the nodes and edges of the scenario as its exhibit names them', () => {
    const { item } = presentItem(everyKind, place);
    const shown = presentStimulus(stimulus, { sessionId, stimulusId: 'caisa-s-001' });
    const [diagram] = shown.exhibits;
    const hotspot = item.interactions.find(({ kind }) => kind === 'places');
    expect(item.stimulusId).toBe(shown.id);
    expect(
      diagram?.kind === 'diagram' &&
        hotspot?.kind === 'places' && [hotspot.exhibitId, ...hotspot.places.map(({ id }) => id)],
    ).toEqual(diagram?.kind === 'diagram' && [diagram.id, diagram.nodes[0]?.id, diagram.edges[0]?.id]);
  });

  it('does not mix up the same bank id in two interactions', () => {
    const content = itemOf({ ...choice, responseVariable: 'ONE' }, { ...choice, responseVariable: 'TWO' });
    const { item, toCanonicalValue } = presentItem(content, place);
    const picked = item.interactions.map((each) =>
      each.kind === 'choice' ? (each.choices[0]?.id ?? '') : '',
    );
    const value: ResponseValue = {
      ONE: { kind: 'choice', selected: picked.slice(0, 1) },
      TWO: { kind: 'choice', selected: picked.slice(1) },
    };
    const canonical = toCanonicalValue(value);
    expect(
      Object.values(canonical ?? {}).every(
        (part) => part?.kind === 'choice' && /^[abcd]$/.test(part.selected.join()),
      ),
    ).toBe(true);
  });
});

describe('translating responses and keys', () => {
  const canonical: ResponseValue = {
    CHOICE: { kind: 'choice', selected: ['b'] },
    STEPS: { kind: 'order', order: ['s4', 's3', 's2', 's1'] },
    MATCH: { kind: 'match', pairs: [['p1', 'z']] },
    CELLS: {
      kind: 'matrix',
      cells: [
        ['r1', 'low'],
        ['r2', 'high'],
      ],
    },
    BLANKS: { kind: 'inline', blanks: { one: 'j' } },
    SPANS: { kind: 'spans', selected: ['first'] },
    PLACES: { kind: 'places', selected: ['e1'] },
    WHY: { kind: 'text', text: 'because a' },
    LIMIT: null,
  };
  /** Session ids as JSON text: every quoted bank id gives way to its session id. */
  const opaqueValue = (presented: ReturnType<typeof presentItem>): ResponseValue =>
    ResponseValue.parse(
      JSON.parse(
        JSON.stringify(canonical).replace(/"([a-z]+\d?)"/g, (quoted, id: string) => {
          const opaque = presented.opaqueOf(id);
          return opaque === null ? quoted : `"${opaque}"`;
        }),
      ),
    );

  it('gives back every response in bank ids, whatever the session', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 200 }), (id, itemNo) => {
        const presented = presentItem(everyKind, { sessionId: id, itemNo, stimulusId: 'caisa-s-001' });
        const value = opaqueValue(presented);
        expect(checkResponse(presented.item.interactions, value)).toBeNull();
        expect(presented.toCanonicalValue(value)).toEqual(canonical);
      }),
      { numRuns: 30 },
    );
  });

  it('turns foreign ids, bank ids among them, into ones that no key holds', () => {
    const { toCanonicalValue } = presentItem(itemOf(choice), place);
    expect(toCanonicalValue({ RESPONSE: { kind: 'choice', selected: ['b'] } })).toEqual({
      RESPONSE: { kind: 'choice', selected: ['foreign:b'] },
    });
    expect(toCanonicalValue(null)).toBeNull();
  });

  it('puts key and rationales beside the item in its own ids', () => {
    const presented = presentItem(everyKind, place);
    const opaque = (id: string) => presented.opaqueOf(id) ?? 'missing';
    const key: RevealedKey = {
      responseVariable: 'MATCH',
      correctIds: [],
      correctPairs: [['p1', 'x']],
      text: null,
      number: null,
      rubric: null,
      scheme: 'per-pair',
      explanations: [{ id: 'p1', rationale: '<p>why</p>', error: null }],
    };
    expect(presented.toOpaqueKey(key)).toEqual({
      ...key,
      correctPairs: [[opaque('p1'), opaque('x')]],
      explanations: [{ id: opaque('p1'), rationale: '<p>why</p>', error: null }],
    });
  });

  it('puts the terms of a score in the ids of the item', () => {
    const presented = presentItem(everyKind, place);
    const explanation = presented.toOpaqueExplanation({
      responseVariable: 'CHOICE',
      scheme: 'all-or-nothing',
      terms: [{ refs: ['b'], outcome: 'hit', value: 1 }],
      total: 1,
      possible: 1,
      points: 1,
      share: 1,
    });
    expect(explanation.terms[0]?.refs).toEqual([presented.opaqueOf('b')]);
  });
});

describe('presentStimulus', () => {
  it('renames exhibits, nodes, edges and boundaries consistently', () => {
    const shown = presentStimulus(stimulus, { sessionId, stimulusId: 'caisa-s-001' });
    const [diagram, log] = shown.exhibits;
    expect(CandidateStimulus.parse(shown)).toEqual(shown);
    expect([shown.id, diagram?.id, log?.id].every((id) => /^[a-z2-7]{12}$/.test(id ?? ''))).toBe(true);
    const nodes = diagram?.kind === 'diagram' ? diagram.nodes.map(({ id }) => id) : [];
    const [edge] = diagram?.kind === 'diagram' ? diagram.edges : [];
    const [boundary] = diagram?.kind === 'diagram' ? diagram.boundaries : [];
    expect([edge?.from, edge?.to]).toEqual(nodes);
    expect(boundary?.nodes).toEqual([nodes[1]]);
  });
});

describe('presentPlain', () => {
  it('keeps bank ids and bank order', () => {
    const item = presentPlain(itemOf(choice), { itemId: 'caisa-a1-0007', number: 1, stimulusId: null });
    const [interaction] = item.interactions;
    expect(item.id).toBe('caisa-a1-0007');
    expect(interaction?.kind === 'choice' && interaction.choices.map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });
});

describe('what rules did', () => {
  const atoms = (
    baseType: 'identifier' | 'directed-pair' | 'string',
    values: (string | [string, string])[],
  ) => ({ baseType, cardinality: 'multiple', values }) as const;
  const told: ProcessingExplanation = {
    template: 'rules',
    steps: [
      {
        kind: 'branch',
        place: '1.1',
        branch: 'if',
        result: true,
        isTaken: true,
        reasons: [{ depth: 0, operator: 'variable', name: 'CHOICE', value: atoms('identifier', ['b']) }],
      },
      {
        kind: 'set',
        place: '1.1.1',
        outcome: 'O',
        value: atoms('directed-pair', [['p1', 'x']]),
        reasons: [],
      },
      { kind: 'exit', place: '2' },
    ],
    outcomes: [
      { name: 'O', value: atoms('directed-pair', [['p1', 'x']]) },
      { name: 'completionStatus', value: atoms('identifier', ['completed']) },
      { name: 'TEXT', value: atoms('string', ['b']) },
      { name: 'NONE', value: null },
    ],
    total: 1,
    possible: 1,
    points: 1,
  };

  it('is told in the ids of the item beside it; texts and outcomes stay', () => {
    const { opaqueOf, toOpaqueProcessing } = presentItem(everyKind, place);
    const { steps, outcomes } = toOpaqueProcessing(told);

    expect(steps[0]).toMatchObject({ reasons: [{ value: { values: [opaqueOf('b')] } }] });
    expect(steps[1]).toMatchObject({ value: { values: [[opaqueOf('p1'), opaqueOf('x')]] } });
    expect(outcomes.map(({ value }) => value?.values)).toEqual([
      [[opaqueOf('p1'), opaqueOf('x')]],
      ['completed'],
      ['b'],
      undefined,
    ]);
  });
});
