import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { literatureQuerySchema, literatureSchema } from '../../../../shared/contract/literature.ts';
import { listLiterature } from '../../../../shared/usecases/answer/list-literature.ts';

const ask = (query: Readonly<Record<string, string>>) => {
  const answer = listLiterature(literatureQuerySchema.parse(query));
  expect(literatureSchema.parse(answer)).toEqual(answer);
  return answer;
};

const questions = readFileSync('docs/literature.md', 'utf8').matchAll(/^\| (.+) \| `\?(.+)` \|$/gm);

describe('the literature', () => {
  it.each([...questions].map(([, question = '', query = '']) => [question, query]))(
    'answers: %s',
    (_, query) => {
      const asked = Object.fromEntries(new URLSearchParams(query));
      const { records, techniques, expected } = ask(asked);
      if (asked.table === '2') {
        expect(techniques).toHaveLength(8);
        expect(techniques.every(({ principle }) => principle !== '')).toBe(true);
      } else expect(records.length).toBeGreaterThan(2);
      if (asked.consensus !== undefined)
        expect(new Set(expected.map(({ consensus }) => consensus))).toEqual(new Set([asked.consensus]));
    },
  );

  it('lists both sides, each with its references, and where the review disagrees with itself', () => {
    const { expected, records, inconsistencies } = ask({ symbol: 'Runx2', technique: 'RPM' });
    expect(expected).toMatchObject([
      {
        ...{ of: 'RUNX2', technique: 'rpm', consensus: 'conflicting', conflict: 'opposite' },
        sides: { up: [115], unchanged: [104], down: [94, 96, 99, 101, 160] },
      },
    ]);
    expect(records.every(({ references }) => references.length > 0)).toBe(true);
    expect(inconsistencies.map(({ id }) => id)).toContain('I-02');
  });

  it('says how a name was read, and of what nobody reported that it was looked for', () => {
    expect(ask({ symbol: 'Runx2', species: 'human' }).remarks).toEqual([
      '"Runx2" is read as RUNX2: genes are held by their human symbol, and which species was studied stands in each record',
    ]);
    expect(ask({ symbol: 'CBFA1' })).toEqual({
      ...ask({ symbol: 'RUNX2' }),
      remarks: [expect.stringContaining('"CBFA1" is read as RUNX2')],
    });
    const ofPeople = ask({ symbol: 'Mmp9', species: 'human' });
    expect(ofPeople.records.every(({ species }) => species === 'human')).toBe(true);
    expect(ofPeople.remarks[0]).toContain('"Mmp9" is read as MMP9');
    expect(() => ask({ symbol: 'RUNX7' })).toThrow(
      /no study of the catalogue reports the gene "RUNX7"; did you mean "RUNX2"/,
    );
    expect(() => ask({ technique: 'magnetic levitation' })).toThrow('no technique "magnetic levitation"');
    const { records, techniques, remarks } = ask({ technique: 'ULLS' });
    expect([records, techniques.map(({ id }) => id)]).toEqual([[], ['ulls']]);
    expect(remarks).toEqual([
      'no study of the catalogue reports this (technique ULLS); of ulls it has no finding at all: that nobody reported it is not that there is no effect',
    ]);
  });

  it('says of table 2 that no finding of a gene stands there', () => {
    const { records, techniques, remarks } = ask({ table: '2', symbol: 'RUNX2' });
    expect([records.length, techniques.length, remarks]).toEqual([
      ...[0, 8],
      [expect.stringContaining('no study of the catalogue reports this (symbol RUNX2, table 2)')],
    ]);
    expect(ask({ table: '2', technique: 'RPM' }).remarks).toEqual([]);
  });
});
