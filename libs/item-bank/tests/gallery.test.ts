import { describe, expect, it } from 'vitest';
import { lintGallery, parseBank, parseGallery } from '../src/index.ts';
import { itemWith, sampleFile, shown, stimulusText, surroundings, typeSamples } from './samples.ts';

const inGallery = ({ path, text }: { path: string; text: string }) => ({ path: `gallery/${path}`, text });
const listOf = (...ids: string[]) => ({
  path: 'gallery/gallery.yaml',
  text: `entries:\n${ids.map((id) => `  - { item: ${id}, shows: Something. }`).join('\n')}\n`,
});
const order = inGallery(itemWith(typeSamples.ordering, 'caisa-a1-0002'));
const number = inGallery(itemWith(typeSamples.numeric, 'caisa-a1-0003'));
const gallery = [order, number, listOf('caisa-a1-0003', 'caisa-a1-0002')];
const bank = [...surroundings, sampleFile];

describe('the gallery', () => {
  it('is no part of the bank around it', () => {
    const broken = { path: 'gallery/caisa/items/a1/caisa-a1-0009.yaml', text: 'id: caisa-a1-0009\n' };

    const { bank: read, faults } = parseBank([...bank, ...gallery, broken]);

    expect(faults).toEqual([]);
    expect(read.certifications.flatMap(({ items }) => items.map(({ path }) => path))).toEqual([
      sampleFile.path,
    ]);
  });

  it('holds its own items alone, in the order of its list, under the registers and blueprint of the bank', () => {
    const read = parseGallery([...bank, ...gallery]);

    expect(read?.faults).toEqual([]);
    expect(read?.entries.map(({ item, shows }) => [item.path, shows])).toEqual([
      [number.path, 'Something.'],
      [order.path, 'Something.'],
    ]);
    expect(read?.bank.sources.map(({ id }) => id)).toEqual(['ATLAS', 'RFC']);
    expect(read?.bank.certifications.map(({ exams, stimuli }) => [exams, stimuli])).toEqual([[[], []]]);
  });

  it('brings its own scenarios', () => {
    const stimulus = inGallery({ path: 'caisa/stimuli/caisa-s-001.yaml', text: stimulusText });
    const hotspot = inGallery(itemWith(typeSamples.hotspot, 'caisa-a1-0004'));

    expect(shown(parseGallery([...bank, hotspot, listOf('caisa-a1-0004')])?.faults ?? [])).toEqual([
      expect.stringContaining('there is no stimulus caisa-s-001'),
    ]);
    expect(parseGallery([...bank, hotspot, stimulus, listOf('caisa-a1-0004')])?.faults).toEqual([]);
  });

  it('names what is wrong in its files by their place below the bank', () => {
    const wrong = inGallery(itemWith('domain: A9', 'caisa-a1-0005'));
    const register = { path: 'gallery/sources.yaml', text: 'sources: []\n' };
    const exam = { path: 'gallery/caisa/exams/caisa-tour.yaml', text: 'id: caisa-tour\n' };
    const list = listOf('caisa-a1-0005', 'caisa-a1-0404');

    const faults = parseGallery([...bank, wrong, register, exam, order, list])?.faults ?? [];

    expect(shown(faults)).toEqual([
      expect.stringMatching(/^gallery\/caisa\/items\/a1\/caisa-a1-0005\.yaml:6:12 A1\.1 is not an objective/),
      expect.stringMatching(/^gallery\/sources\.yaml:1:1 a gallery holds/),
      expect.stringMatching(/^gallery\/caisa\/exams\/caisa-tour\.yaml:1:1 a gallery holds/),
      expect.stringMatching(/^gallery\/gallery\.yaml:3:13 the gallery has no item caisa-a1-0404/),
      expect.stringMatching(/^gallery\/gallery\.yaml:2:3 caisa-a1-0002 stands in no entry/),
    ]);
  });

  it('needs its list, and is null where nobody has written one', () => {
    expect(parseGallery(bank)).toBeNull();
    expect(shown(parseGallery([...bank, order])?.faults ?? [])).toEqual([
      'gallery/gallery.yaml:1:1 the list of the gallery is missing; write it',
    ]);
  });

  it('is held against the checks of single items', () => {
    const short = inGallery(itemWith('stem: "Which control stops the call?"', 'caisa-a1-0006'));
    const read = parseGallery([...bank, short, listOf('caisa-a1-0006')]);

    expect(read === null ? [] : lintGallery(read)).toMatchObject([
      { check: 20, itemId: 'caisa-a1-0006', path: short.path },
    ]);
  });
});
