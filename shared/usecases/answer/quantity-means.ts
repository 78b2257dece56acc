/** What a quantity was in either arm of a contrast, by the telemetry of the pairs that join them. */

import type { Sampled } from '../../domain/assay/taken-at.ts';
import type { QuantityMeans } from '../../domain/comparison/explained-by.ts';
import { quantityOf } from '../../domain/comparison/required-quantities.ts';
import type { Contrast } from '../../domain/experiment/assay-schema.ts';
import type { Pair } from '../../domain/experiment/hardware-schema.ts';
import { Refusal } from '../../domain/refusal.ts';
import { pairRulesOf } from '../../domain/twins/pair-rules.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { PairBudget } from './pair-budget.ts';
import { pairsJoining, untilOf } from './pairs-of-contrast.ts';
import { deltasOf } from './query-deltas.ts';

export interface MeansAsked {
  readonly assay: Sampled;
  readonly contrast: Contrast;
  /** In lower case. */
  readonly quantities: ReadonlySet<string>;
  readonly isExcluded: (unit: string) => boolean;
}

/**
 * Over the same time as the environment is judged; of a quantity that a pair lacks there is no mean.
 *
 * @param budget of the answer, however many quantities and contrasts it asks for
 */
export async function quantityMeans(
  ports: Ports,
  loaded: LoadedExperiment,
  asked: MeansAsked,
  budget: PairBudget,
): Promise<QuantityMeans[]> {
  const { counted } = pairsJoining(loaded.index, asked.contrast, asked.isExcluded);
  const found: QuantityMeans[] = [];
  for (const pair of counted) found.push(...(await ofPair(ports, loaded, asked, { pair, budget })));
  return [...Map.groupBy(found, ({ quantity }) => quantity)].flatMap(([quantity, all]) => {
    const mean = (side: 'a' | 'b') => all.reduce((sum, one) => sum + one[side], 0) / all.length;
    return all.length < counted.length ? [] : [{ quantity, a: mean('a'), b: mean('b') }];
  });
}

async function ofPair(
  ports: Ports,
  loaded: LoadedExperiment,
  { assay, contrast, quantities }: MeansAsked,
  { pair, budget }: { readonly pair: Pair; readonly budget: PairBudget },
): Promise<QuantityMeans[]> {
  const { index } = loaded;
  const events = await loaded.events();
  const rules = pairRulesOf(index, pair, events);
  const until = untilOf(pair, rules.shiftMicros, assay, events);
  if ('reason' in until) return [];
  const isFlightA = index.units.get(pair.flight)?.arm === contrast.a;
  const told = new Map<string, QuantityMeans>();
  for (const { series } of rules.channels) {
    const quantity = quantityOf(index, series);
    if (!quantities.has(quantity) || told.has(quantity)) continue;
    const query = { pair: pair.id, channel: series, to: until.to, resolution: DAY };
    const summary = await summaryOrNull(() => deltasOf(ports, loaded, query, budget));
    if (summary?.flight.mean == null || summary.ground.mean === null) continue;
    const { flight, ground } = summary;
    const [a, b] = isFlightA ? [flight.mean!, ground.mean!] : [ground.mean!, flight.mean!];
    told.set(quantity, { quantity, a, b });
  }
  return [...told.values()];
}

/** Only the whole range is looked at, so that windows of a day do. */
const DAY = 86_400;

/** Of what could not be looked at at once, or never came, there is no mean. */
async function summaryOrNull(
  ask: () => ReturnType<typeof deltasOf>,
): Promise<Awaited<ReturnType<typeof deltasOf>>['summary'] | null> {
  try {
    return (await ask()).summary;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
