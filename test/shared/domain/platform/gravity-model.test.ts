import { expect, it } from 'vitest';
import { techniques } from '../../../../shared/domain/literature/techniques.ts';
import { gravityOf } from '../../../../shared/domain/platform/gravity-model.ts';
import { GRAVITY_MODELS } from '../../../../shared/domain/platform/models.ts';
import { factsOf } from './facts-of.ts';

const model = (id: string, declared: object = {}) => gravityOf(factsOf(id, { declared }));

it('head-down tilt leaves sin(tilt) along the body: 0.07, 0.10 and 0.26 g at 4, 6 and 15°', () => {
  const along = [-4, 6, 15].map((tiltDeg) => model('hdt', { tiltDeg }).modelled[0]?.g);
  expect(along.map((g) => g?.toFixed(4))).toEqual(['0.0698', '0.1045', '0.2588']);
  expect(model('hdt').modelled[0]?.g).toBeCloseTo(0.1045, 4);
  expect(model('hbr').modelled[0]?.g).toBe(0);
});

it('a free fall machine falls for 91.8 % of its cycle, thrown with 12.25 g, and feels 1 g on average', () => {
  expect(model('ffm')).toMatchObject({
    modelled: [
      { what: 'in each fall', g: 0 },
      { what: 'in each throw, on average', g: 12.25 },
      { what: 'mean over a cycle', g: 1 },
    ],
    sentence:
      'free fall for 91.8 % of each cycle of 980 ms, thrown back with about 12.3 g: over a cycle 1 g on average',
  });
});

it('what turns is at 1 g at each instant, averaged, with what is left off its centre where it is known', () => {
  expect(model('rpm', { rpm: 10, radiusMm: 30 })).toEqual({
    model: 'DIRECTION_AVERAGED',
    modelled: [
      { what: 'at each instant', g: 1 },
      { what: 'mean of the vector at the centre', g: 0 },
      { what: 'at the farthest culture, at most', g: expect.closeTo(0.0081, 4) },
    ],
    formula: '(1 + √2)·ω²·r/g₀',
    source: 'Man et al. 2022, table 2; a model, not a measurement',
    sentence:
      'the direction of 1 g is averaged over turns, towards 0 at the centre; at the farthest culture at most 0.0081 g comes on top ((1 + √2)·ω²·r/g₀)',
  });
  expect(model('rpm').sentence).toContain('not known without rpm and radiusMm');
  expect(model('clinostat_1d', { axis: 'vertical' }).model).toBe('NORMAL');
});

it('weightlessness has no number of a model: it is measured or not known', () => {
  expect(model('spaceflight')).toMatchObject({ model: 'FREE_FALL', modelled: [], formula: null });
});

it('every model is that of a platform', () => {
  const used = new Set(techniques().map(({ id }) => model(id).model));
  expect([...used].sort()).toEqual([...GRAVITY_MODELS].sort());
});
