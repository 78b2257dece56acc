import { describe, expect, it } from 'vitest';
import { decide, entryAt, guessesIn, leaveOut, pathAt } from '../../../../functions/web/define/guesses.ts';

const DRAFT = `# A draft.

id: loggers
units:
  - id: FU1 # ? no file names a unit
    arm: flight
pairs:
  - id: P1
    flight: FU1
    ground: GU1
channels:
  - id: temperature
    period: PT10M # ? the median step
    missing: -999 # ? stands for no reading
sources:
  # UTF-8, four columns
  # ? the times carry no offset
  - id: flight
    columns:
      Temp:
        unit: FU1
        channel: temperature
`;

describe('a draft', () => {
  it('tells its guesses in the order of its lines, and what was guessed of whole files', () => {
    const { guesses, remarks } = guessesIn(DRAFT);
    expect(guesses).toEqual([
      { path: ['units', 0, 'id'], value: 'FU1', line: 5, why: 'no file names a unit' },
      { path: ['channels', 0, 'period'], value: 'PT10M', line: 13, why: 'the median step' },
      { path: ['channels', 0, 'missing'], value: '-999', line: 14, why: 'stands for no reading' },
    ]);
    expect(remarks).toEqual([{ source: 'flight', why: 'the times carry no offset' }]);
  });

  it('loses the mark of what is decided, and keeps all other comments', () => {
    const text = decide(DRAFT, ['channels', 0, 'period'], 'PT5M');
    expect(text).toContain('period: PT5M\n');
    expect(text).toContain('# A draft.');
    expect(text).toContain('# UTF-8, four columns');
    expect(guessesIn(text).guesses).toHaveLength(2);
  });

  it('keeps a number a number, and a text that looks like none a text', () => {
    expect(decide(DRAFT, ['channels', 0, 'missing'], '-99')).toContain('missing: -99\n');
    expect(decide(DRAFT, ['channels', 0, 'missing'], '1e3x')).toContain('missing: 1e3x\n');
  });

  it('calls a unit by its new id wherever it stands', () => {
    const text = decide(DRAFT, ['units', 0, 'id'], 'CU7');
    expect(text).toContain('flight: CU7');
    expect(text).toContain('unit: CU7');
    expect(text).not.toContain('FU1');
  });

  it('loses a unit that is none, its pairs with it, and ignores its columns', () => {
    const two = DRAFT.replace('pairs:', '  - id: C1 # ? named by the column FU1_C1\n    arm: flight\npairs:')
      .replace('ground: GU1', 'ground: C1')
      .replace('      Temp:', '      C1:\n        unit: C1\n        channel: temperature\n      Temp:');
    expect(entryAt(two, ['units', 1, 'id'])).toBe('unit');
    const text = leaveOut(two, ['units', 1, 'id']);
    const expected = DRAFT.replace(/pairs:\n( {2}.*\n)+/, '').replace(/$/, '    ignore:\n      - C1\n');
    expect(text).toBe(expected);
    // The last one of a list cannot be none, nor can what is no entry.
    for (const path of [
      ['units', 0, 'id'],
      ['channels', 0, 'period'],
      ['sources', 0, 'id'],
    ]) {
      expect(entryAt(text, path)).toBeNull();
      expect(leaveOut(text, path)).toBe(text);
    }
  });

  it('that is no YAML has no guesses, and is left as it is', () => {
    expect(guessesIn('a: [')).toEqual({ guesses: [], remarks: [] });
    expect(decide('a: [', ['a'], 'x')).toBe('a: [');
  });
});

it.each([
  ['loggers', ['id']],
  ['period', ['channels', 0, 'period']],
  ['PT10M', ['channels', 0, 'period']],
  ['Temp:', ['sources', 0, 'columns', 'Temp']],
  ['arm: flight', ['units', 0, 'arm']],
  ['\n    period', ['channels', 0, 'period']],
  ['\n  - id: P1', ['pairs', 0, 'id']],
])('finds where %j stands', (text, path) => {
  expect(pathAt(DRAFT, DRAFT.indexOf(text) + 1)).toEqual(path);
});
