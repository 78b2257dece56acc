import { describe, expect, it } from 'vitest';
import { DefinitionRefusal, parseDefinition } from '../../../../shared/domain/experiment/parse-definition.ts';

const problemsOf = (source: object): string[] => {
  try {
    parseDefinition({
      id: 'positions',
      arms: [{ id: 'bench', kind: 'GROUND_CONTROL_ASYNCHRONOUS' }],
      units: [{ id: 'U1', arm: 'bench' }],
      channels: ['temperature', 'co2'].map((id) => ({ id, unit: '1', period: 'PT1M' })),
      sources: [{ id: 'logger', match: '*.csv', unit: 'U1', ...source }],
    });
    return [];
  } catch (error) {
    if (!(error instanceof DefinitionRefusal)) throw error;
    return error.problems.map(({ field, message }) => `${field} ${message}`);
  }
};
const none = { header: 'none', time: { column: '#1' } };
const temperature = { channel: 'temperature' };

describe('a source whose files have no header', () => {
  it('names every column by its position', () => {
    expect(problemsOf({ ...none, columns: { '#2': temperature }, ignore: ['#3'] })).toEqual([]);
  });

  it('is refused where it leaves one out, which a file might lack or have twice', () => {
    expect(problemsOf({ ...none, columns: { '#3': temperature }, ignore: ['#6'] })).toEqual([
      'sources[0].ignore expected every column up to #6 to be mapped or ignored, #2, #4, #5 are neither: a file with another number of columns is refused',
    ]);
  });

  it('is refused where it names a column by a name', () => {
    expect(problemsOf({ ...none, columns: { temp: temperature }, ignore: ['#2 Temp'] })).toEqual([
      'sources[0].columns.temp expected the position of a column, such as "#2", because the files have no header (header: none), got "temp"',
      'sources[0].ignore[0] expected the position of a column, such as "#2", because the files have no header (header: none), got "#2 Temp"',
    ]);
  });

  it('is refused where it ignores the rest, whose number nobody knows', () => {
    expect(problemsOf({ ...none, columns: { '#2': temperature }, ignore: 'rest' })).toEqual([
      'sources[0].ignore is rest, and the files have no header: expected a list of every column that is not mapped, so that a file with another number of columns is refused',
    ]);
  });
});

describe('a source that calls columns of a header by their position', () => {
  it('may ignore the rest where the names stand behind the positions', () => {
    const columns = { '#2 Temp': temperature, '#3 Temp': { channel: 'co2' } };
    expect(problemsOf({ time: { column: 'time' }, columns, ignore: 'rest' })).toEqual([]);
  });

  it('may not where one is bare', () => {
    expect(problemsOf({ time: { column: '#1' }, columns: { temp: temperature }, ignore: 'rest' })).toEqual([
      'sources[0].ignore is rest, and the source calls a column #1: expected a list of every column that is not mapped, so that a file with another number of columns is refused',
    ]);
  });

  it('names each once', () => {
    const columns = { '#2': temperature, '#2 Temp': { channel: 'co2' } };
    expect(problemsOf({ time: { column: 'time' }, columns })).toEqual([
      'sources[0].columns["#2 Temp"] is the column "#2" again: expected one name for it',
    ]);
  });

  it('in NDJSON they are names as any other', () => {
    const columns = { '#2': temperature };
    expect(problemsOf({ format: 'ndjson', time: { column: '#1' }, columns, ignore: 'rest' })).toEqual([]);
  });
});
