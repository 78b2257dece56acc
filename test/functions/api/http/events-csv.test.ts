import { describe, expect, it } from 'vitest';
import { readEventsCsv } from '../../../../functions/api/http/events-csv.ts';
import { RequestRefusal } from '../../../../shared/runtime/request-refusal.ts';

const HEADER = 'name,unit,planned,at,accuracy,source,supersedes';

describe('a table of events', () => {
  it('gives an event a row, with empty cells as absent fields', () => {
    const text = `\uFEFF${HEADER}\r\nexchange,FU1,,2026-03-01T08:00:00Z,,,\r\n\r\nfixation,GU1,2026-03-02T08:00:00Z,2026-03-02T08:01:00Z,PT5S,"log, page 3",e1`;
    expect(readEventsCsv(text)).toEqual([
      { name: 'exchange', unit: 'FU1', at: '2026-03-01T08:00:00Z', accuracy: 'PT1S', source: 'api' },
      {
        name: 'fixation',
        unit: 'GU1',
        planned: '2026-03-02T08:00:00Z',
        at: '2026-03-02T08:01:00Z',
        accuracy: 'PT5S',
        source: 'log, page 3',
        supersedes: 'e1',
      },
    ]);
  });

  it('may have its columns in any order, and leave optional ones out', () => {
    const events = readEventsCsv('at,unit,name\n2026-03-01T08:00:00Z,FU1,exchange\n');
    expect(events).toMatchObject([{ name: 'exchange', unit: 'FU1', at: '2026-03-01T08:00:00Z' }]);
  });

  it('is refused with every bad row, each with its line', () => {
    const text = `name,unit,at\nexchange,FU1,yesterday\n"two\nlines",FU1,2026-03-01T08:00:00Z\nexchange,,2026-03-01T08:00:00Z\n`;
    const read = () => readEventsCsv(text);
    expect(read).toThrow(RequestRefusal);
    expect(read).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({ field: 'at', line: 2 }),
          expect.objectContaining({ field: 'name', line: 3 }),
          expect.objectContaining({ field: 'unit', line: 5, code: 'request.missing' }),
        ],
      }),
    );
  });

  it.each([
    ['', 'line 1: expected the header'],
    ['name,unit,when\n', 'line 1: expected a known column, got "when"'],
    ['name,unti,at\n', 'did you mean "unit"?'],
    ['name,unit,at\n', 'expected one row per event below the header, got none'],
    ['name,unit,at\na,FU1,2026-03-01T08:00:00Z,x\n', 'line 2: expected 3 cells as in the header, got 4'],
    ['name,unit,at\n"a,FU1,2026-03-01T08:00:00Z\n', 'line 2: the row cannot be read'],
    ['name,unit,at,name\n', 'line 1: expected each column once, got "name" twice'],
  ])('%j is refused: %s', (text, sentence) => {
    expect(() => readEventsCsv(text)).toThrow(sentence);
  });
});
