import { describe, expect, it } from 'vitest';
import { whyQuiet } from '../../../../../shared/domain/detect/drift/why-quiet.ts';
import { awaitsSamples } from '../../../../../shared/domain/detect/looked-for.ts';
import { channelNamed } from '../../../../../shared/domain/experiment/lookups.ts';
import { indexed } from '../../experiment/minimal.ts';

const channelOf = (keys: object) => ({
  ...channelNamed(indexed({}), 'temperature'),
  ...{ resolution: undefined, storage: { kind: 'float64' } as const, ...keys },
});

describe('what cannot be seen of a series that is quieter than its resolution', () => {
  it('is what lies below two steps of it, once a day of it has come', () => {
    expect(whyQuiet(channelOf({ resolution: 0.1 }), true)).toBe(
      'quieter than its resolution 0.1 °C: judged as if it scattered by 0.2 °C, so that a change below that is not seen',
    );
  });

  it('is everything until then, and where no resolution is declared', () => {
    for (const keys of [{ resolution: 0.1 }, {}]) {
      const why = whyQuiet(channelOf(keys), false);
      expect(why).toMatch(/cannot be judged yet/);
      expect(awaitsSamples(why)).toBe(true);
    }
  });
});
