import { describe, expect, it } from 'vitest';
import { foundIn, nearestPoint, placeOfGene, pointsOf } from '../../../../functions/web/genes/points.ts';
import type { GenePointsOnWire } from '../../../../shared/contract/expression.ts';

const answer: GenePointsOnWire = {
  ...{ id: 'flight-v-ground', assay: 'rnaseq', a: 'flight', b: 'ground', engine: 'limma-trend' },
  genes: ['ENSMUSG1', 'ENSMUSG2', 'ENSMUSG3', 'ENSMUSG4'],
  symbols: ['Ctsk', '', 'Acp5', 'Mmp9'],
  log2fc: [2, -1, 0.5, 1],
  level: [10, 8, 6, null],
  pValue: [0, 0.001, 0.5, null],
  adjPValue: [0, 0.004, 0.6, null],
  ...{ notCompared: [], inFiles: 4, pending: 0, definition: { revision: 1, sha256: '' }, program: '0' },
};
const same = (value: number) => value;

describe('genes as points', () => {
  it('lie by fold and p in a volcano, where one without a p has no place, and the smallest found p is a line', () => {
    const points = pointsOf(answer, 'volcano');
    expect([...points.x]).toEqual([2, -1, 0.5, 1]);
    expect(points.y[0]).toBe(324);
    expect(points.y[1]).toBeCloseTo(3, 10);
    expect(points.y[3]).toBeNaN();
    expect(points.without).toBe(1);
    expect(points.line).toBeCloseTo(3, 10);
    expect(points.rangeX[0]).toBe(-points.rangeX[1]);
  });

  it('lie by level and fold in an MA plot, those without a p too', () => {
    const points = pointsOf({ ...answer, level: [10, 8, 6, 4] }, 'ma');
    expect([...points.x]).toEqual([10, 8, 6, 4]);
    expect([...points.y]).toEqual([2, -1, 0.5, 1]);
    expect(points).toMatchObject({ without: 0, line: null });
  });

  it('are found by their adjusted p, on either side', () => {
    expect(foundIn(answer)).toEqual({ up: 1, down: 1 });
  });

  it('are none where nothing was compared', () => {
    const none = { ...answer, genes: [], symbols: [], log2fc: [], level: [], pValue: [], adjPValue: [] };
    expect(pointsOf(none, 'volcano')).toMatchObject({ rangeX: [-1, 1], rangeY: [-1, 1], line: null });
  });

  it('are met by a pointer that is near, what was found before what was not', () => {
    const at = (x: number, y: number, within: number) =>
      nearestPoint(
        { x: Float64Array.of(0, 3), y: Float64Array.of(0, 0), found: Int8Array.of(0, 1) },
        { toX: same, toY: same },
        ...([{ x, y }, within] as const),
      );
    expect(at(0.2, 0, 5)).toBe(0);
    expect(at(1.2, 0, 5)).toBe(1);
    expect(at(0, 9, 5)).toBeNull();
  });

  it('are found by id and by symbol, in any case', () => {
    expect(placeOfGene(answer, 'ctsk')).toBe(0);
    expect(placeOfGene(answer, 'ensmusg2')).toBe(1);
    expect(placeOfGene(answer, 'Runx2')).toBeNull();
  });
});
