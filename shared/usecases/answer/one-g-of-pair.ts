/** Whether the units of a pair that are of an arm ONBOARD_1G were at 1 g. */
import type { OneGOfUnit } from '../../domain/g-level/one-g-of-unit.ts';
import { oncePer } from '../../domain/once-per.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import type { Phase } from '../../domain/timeline/phase.ts';
import type { PairRules } from '../../domain/twins/pair-rules.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { oneGOver } from './g-of-unit.ts';

/** In the phases that are meant; where there are none, in all of the range. */
export type OneGOfPair = (isMeant: (phase: Phase) => boolean) => Promise<readonly OneGOfUnit[]>;

/** Over a range on the flight's axis: asked once for all channels of the pair. */
export function oneGOfPair(
  ports: Ports,
  loaded: LoadedExperiment,
  rules: PairRules,
): (range: Interval) => OneGOfPair {
  const known = new Map<string, OneGOfPair>();
  return (range) => {
    const name = `${range.from} ${range.to}`;
    const oneG = known.get(name) ?? oneGInRange(ports, loaded, rules, range);
    known.set(name, oneG);
    return oneG;
  };
}

function oneGInRange(
  ports: Ports,
  loaded: LoadedExperiment,
  { pair, shiftMicros }: PairRules,
  range: Interval,
): OneGOfPair {
  const { index } = loaded;
  const units = [
    { unit: pair.flight, shift: 0 },
    { unit: pair.ground, shift: shiftMicros },
  ].filter(({ unit }) => index.arms.get(index.units.get(unit)?.arm ?? '')?.kind === 'ONBOARD_1G');
  // Most experiments arm one phase: it is all of the culture, and asked for once.
  const inPhases = oncePer(async (names: string) => {
    const meant = new Set(names.split('\n'));
    const phases = index.definition.phases.map((one) => ({ ...one, armed: meant.has(one.id) }));
    const told: OneGOfUnit[] = [];
    for (const { unit, shift } of units) {
      const own = { from: range.from + shift, to: range.to + shift };
      told.push(await oneGOver(ports, loaded, { unit, phases, range: own }));
    }
    return told;
  });
  return (isMeant) =>
    inPhases(
      index.definition.phases
        .filter(isMeant)
        .map(({ id }) => id)
        .join('\n'),
    );
}
