import { expect, it } from 'vitest';
import { faultsCsv } from './faults-file.ts';

it('names each fault in a line of its own, and nothing else', () => {
  const place = { file: 'a.csv', line: 3, column: 12, remedy: 'Correct it.' };
  const rows = [
    {
      n: 2,
      kind: 'item' as const,
      recordId: null,
      file: 'a.csv',
      line: 3,
      firstWords: '',
      verdict: 'refuse' as const,
      findings: [
        { ...place, level: 'fault' as const, name: 'key', message: '=SUM(A1) is no key' },
        { ...place, level: 'warning' as const, name: 'stem', message: 'short' },
      ],
    },
  ];
  const ofFile = [{ ...place, level: 'fault' as const, name: null, message: 'no column' }];
  expect(faultsCsv(ofFile, rows).split('\r\n')).toEqual([
    '\uFEFFfile,line,column,name,id,fault,remedy',
    'a.csv,3,12,,,no column,Correct it.',
    `a.csv,3,12,key,,"'=SUM(A1) is no key",Correct it.`,
    '',
  ]);
});
