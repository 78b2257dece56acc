/** Why no sample of a channel has a partner, where a unit of the pair sent none that could have one. */
import type { Pair } from '../experiment/hardware-schema.ts';
import { countText } from '../words/count.ts';
import { type OnEitherSide, totalOf } from './channel-pairs.ts';
import type { Summary } from './summary.ts';

/**
 * Null where something was paired, or both units sent readings.
 *
 * @param all the summary of everything that was received in a range
 * @param where of which time that is said, as ` in the phase`; empty where it is said of all time
 */
export function whyUnsent(
  { flight, ground }: Pick<Pair, 'flight' | 'ground'>,
  series: string,
  { pairedSamples, unpaired }: Pick<Summary, 'pairedSamples' | 'unpaired'>,
  where: string,
): string | null {
  if (pairedSamples > 0) return null;
  const told = [
    { unit: flight, received: unpaired.flight },
    { unit: ground, received: unpaired.ground },
  ].map(({ unit, received }) => ({ unit, cause: causeOf(received) }));
  const silent = told.filter(({ cause }) => cause === 'nothing').map(({ unit }) => unit);
  const others = told.flatMap(({ unit, cause }) =>
    cause === null || cause === 'nothing' ? [] : [`of ${unit} came ${cause} of ${series}${where}`],
  );
  const verb = silent.length > 1 ? 'have' : 'has';
  const nothing = silent.length === 0 ? [] : [`${silent.join(' and ')} ${verb} sent no ${series}${where}`];
  const causes = [...nothing, ...others];
  return causes.length === 0 ? null : causes.join('; ');
}

function causeOf(received: OnEitherSide['flight']): string | null {
  const all = totalOf(received);
  if (all === 0) return 'nothing';
  return received.invalid === all ? `${countText(all, 'sample')}, none with a value,` : null;
}
