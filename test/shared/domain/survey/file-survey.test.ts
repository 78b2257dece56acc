import { describe, expect, it } from 'vitest';
import { FileSurvey } from '../../../../shared/domain/survey/file-survey.ts';

function surveyOf(times: readonly number[], kinds: readonly number[] | null = null, pieces = 3) {
  const survey = new FileSurvey();
  for (let at = 0; at < times.length; at += pieces) {
    const part = times.slice(at, at + pieces);
    survey.batch({
      columns: ['value'],
      rows: part.length,
      readings: part.length,
      values: [Float64Array.from(part)],
      times: Float64Array.from(part),
      lines: Float64Array.from(part, (_, i) => at + i + 2),
      kinds: kinds === null ? null : Uint16Array.from(kinds.slice(at, at + pieces)),
    });
  }
  return survey.facts();
}

const HOUR = 3600e6;

describe('what is noted of a file', () => {
  it('is nothing of no rows', () => {
    expect(surveyOf([])).toEqual([]);
  });

  it('is the rows, their median step and no step back where they ascend, however they come in batches', () => {
    const rows = [0, 60, 120, 180, 1000];
    const facts = {
      kind: 0,
      rows: 5,
      stepsBack: 0,
      firstBacks: [],
      deepestBack: 0,
      halfDayStep: null,
      step: 60,
    };
    for (const pieces of [1, 2, 3, 10]) expect(surveyOf(rows, null, pieces)).toEqual([facts]);
    expect(surveyOf([0, 0, 60, 60, 120, 120])).toMatchObject([{ rows: 6, stepsBack: 0, step: 60 }]);
  });

  it('tells steps back into covered time from those before everything so far', () => {
    expect(surveyOf([100, 200, 300, 0, 50, 310, 150])).toMatchObject([
      {
        rows: 7,
        stepsBack: 2,
        firstBacks: [
          { line: 5, from: 300, to: 0 },
          { line: 8, from: 310, to: 150 },
        ],
        // The rows after the step to 0 go on past 100, with which the file begins.
        deepestBack: 300,
      },
    ]);
    expect(surveyOf([100, 200, 300, 0, 50])).toMatchObject([{ deepestBack: 0 }]);
    expect(surveyOf([100, 200, 300, 0, 100])).toMatchObject([{ deepestBack: 300 }]);
    expect(surveyOf([100, 200, 300, 0, 50, -90, -40])).toMatchObject([{ deepestBack: 0 }]);
    expect(surveyOf([5, 4, 3, 2])).toMatchObject([{ rows: 4, stepsBack: 3, deepestBack: 0, step: null }]);
  });

  it('is kept apart for each kind', () => {
    const facts = surveyOf([0, 900, 10, 890, 20, 880, 15], [3, 0, 3, 0, 3, 0, 3]);
    expect(facts).toMatchObject([
      { kind: 0, rows: 3, stepsBack: 2, deepestBack: 0 },
      { kind: 3, rows: 4, stepsBack: 1, deepestBack: 5, step: 10 },
    ]);
  });

  it.each([
    ['in a cycle', [4, 1, 2]],
    ['in a cycle that meets a kind twice', [0, 1, 0, 2]],
    ['in no cycle', Array.from({ length: 2000 }, (_, row) => (row * row) % 7)],
    ['of one kind', [3]],
  ])('counts the rows that ascend, and knows the last of each kind, where kinds come %s', (_, order) => {
    const rows = 2000;
    const times = Array.from({ length: rows }, (_, row) => 10 * row);
    const kinds = times.map((_, row) => order[row % order.length]!);
    const facts = [...new Set(kinds)]
      .sort((a, b) => a - b)
      .map((kind) => {
        const count = kinds.filter((one) => one === kind).length;
        const from = times[kinds.lastIndexOf(kind)]!;
        return { kind, rows: count + 1, firstBacks: [{ from, to: 5 }], stepsBack: 1 };
      });
    const back = facts.map(({ kind }) => kind);
    // Of 25 batches and more, some are passed over.
    for (const pieces of [10, 64, 80])
      expect(surveyOf([...times, ...back.map(() => 5)], [...kinds, ...back], pieces)).toMatchObject(facts);
  });

  it('says what a step back would be with half a day more', () => {
    expect(surveyOf([12.5 * HOUR, 1.5 * HOUR])).toMatchObject([{ halfDayStep: HOUR }]);
    expect(surveyOf([14 * HOUR, HOUR])).toMatchObject([{ halfDayStep: null }]);
  });

  it('has the median step of many rows, whatever their rhythm', () => {
    const burst = (i: number) => Math.floor(i / 8) * 60e6 + (i % 8) * 1e6;
    const [facts] = surveyOf(
      Array.from({ length: 100_000 }, (_, i) => burst(i)),
      null,
      4096,
    );
    expect(facts).toMatchObject({ rows: 100_000, step: 1e6 });
    const [mixed] = surveyOf(
      Array.from({ length: 60_000 }, (_, i) => (i < 30_000 ? i : 30_000 + (i - 30_000) * 20)),
      null,
      4096,
    );
    expect([1, 20]).toContain(mixed!.step);
  });
});
