/** Facts of a platform, by its name. */

import { techniqueNamed } from '../../../../shared/domain/literature/techniques.ts';
import type { PlatformFacts } from '../../../../shared/domain/platform/facts.ts';

export const factsOf = (
  technique: string,
  { hours = [], ...more }: Partial<PlatformFacts> & { readonly hours?: readonly number[] } = {},
): PlatformFacts => ({
  ...{ arm: 'x', units: ['X1'], technique: techniqueNamed(technique), declared: {}, subject: 'cells' },
  ...{ growth: null, start: 'rotation-on', stops: 0 },
  sampled: hours.map((one) => ({ what: 'assay bone', leastHours: one, mostHours: one })),
  ...more,
});
