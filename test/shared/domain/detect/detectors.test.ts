import { expect, it } from 'vitest';
import {
  CLOCK_DETECTORS,
  PAIR_DETECTORS,
  UNIT_DETECTORS,
} from '../../../../shared/domain/detect/detectors.ts';
import { CLOCK_KINDS, PAIR_KINDS, UNIT_KINDS } from '../../../../shared/domain/detect/registry.ts';

const named = (all: readonly { readonly kind: string; readonly version: string }[]) =>
  all.map(({ kind, version }) => `${kind}/${version}`);

it.each([
  ['units', UNIT_DETECTORS, UNIT_KINDS],
  ['pairs', PAIR_DETECTORS, PAIR_KINDS],
  ['the clock', CLOCK_DETECTORS, CLOCK_KINDS],
])('what looks at %s is what is told of them, in one order and version', (_, looking, told) => {
  expect(named(looking)).toEqual(named(told));
});
