import { expect, it } from 'vitest';
import {
  type PlatformsOnWire,
  withPlatforms,
} from '../../../../shared/usecases/answer/platforms-of-contrast.ts';

const clean = { verdict: 'CLEAN', sentence: '3 pairs looked at', pairs: [] } as const;
const platform: PlatformsOnWire[number] = {
  ...{ arm: 'x', units: ['X1'], technique: 'Clinostat, 1D', model: 'NORMAL', modelled: [], formula: null },
  ...{ source: 'Man et al. 2022', sentence: 'nothing is averaged', remarks: [] },
};

it('what a platform is not valid for confounds, said once and first; else it stands beside, and nothing without one', () => {
  const of = (platforms: Parameters<typeof withPlatforms>[1]['platforms'], ...confounds: string[]) =>
    withPlatforms({ ...clean, pairs: [] }, { platforms, confounds });
  expect(of([])).toEqual(clean);
  const beside = platform;
  expect(of([beside])).toEqual({ ...clean, platforms: [beside] });
  expect(of([beside], 'the axis is vertical', 'the axis is vertical')).toEqual({
    ...{ verdict: 'CONFOUNDED', sentence: 'the axis is vertical; 3 pairs looked at', pairs: [] },
    platforms: [beside],
  });
});
