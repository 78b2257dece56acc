/** Samples of a series that stand in no answer, since they were read in a unit that cannot be converted to its own. */
import type { DeltaOnWire } from '../../contract/deltas.ts';
import type { UnconvertedOnWire } from '../../contract/wire.ts';
import type { HeadRecord } from '../../domain/bucket/head.ts';
import { receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { answerRulesOf } from '../../domain/experiment/answer-rules.ts';
import { type UnitChange, unitChanges } from '../../domain/experiment/units-read.ts';
import type { OnEitherSide } from '../../domain/twins/channel-pairs.ts';
import type { PairRules } from '../../domain/twins/pair-rules.ts';
import { conversionIfAny } from '../../domain/ucum/conversion.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { segmentsIn, type TimeRange, visibleEntries } from '../heads/read-segments.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { OpenPair } from './read-pair.ts';

/** As many downlinks are named by themselves. */
const MOST_NAMED = 3;
/** And so many in JSON. */
const MOST_LISTED = 20;

/** By the unit that they were read in. */
export async function unconvertedIn(
  ports: Ports,
  { experiment, index }: LoadedExperiment,
  heads: readonly HeadRecord[],
  { unit, series, range }: { readonly unit: string; readonly series: string; readonly range: TimeRange },
): Promise<UnconvertedOnWire[]> {
  const rules = answerRulesOf(index, unit);
  const found = new Map<string | null, { readonly to: string; readonly downlinks: Set<string | null> }>();
  for (const head of heads) {
    for (const entry of await visibleEntries(ports, experiment, head)) {
      for (const { unitsRead } of segmentsIn([entry], range)) {
        const change = unitChanges(rules, unitsRead).get(series);
        if (change === undefined || isConvertible(change)) continue;
        const { downlink } = entry;
        if (downlink !== null && !(await brought(ports, experiment, downlink, unit, series))) continue;
        const known = found.get(change.from) ?? { to: change.to, downlinks: new Set() };
        known.downlinks.add(downlink);
        found.set(change.from, known);
      }
    }
  }
  return Array.from(found, ([from, { to, downlinks }]) => unconvertedOnWire(from, to, [...downlinks]));
}

/** Of the units of a pair that left out some, over a range of the flight's axis. */
export async function unconvertedOfPair(
  ports: Ports,
  loaded: LoadedExperiment,
  {
    opened: { heads },
    rules: { pair, shiftMicros },
  }: { readonly opened: Pick<OpenPair, 'heads'>; readonly rules: PairRules },
  series: string,
  { from, to }: TimeRange,
  excluded: OnEitherSide,
): Promise<NonNullable<DeltaOnWire['unconverted']>> {
  const sides = [
    { unit: pair.flight, counts: excluded.flight, shift: 0 },
    { unit: pair.ground, counts: excluded.ground, shift: shiftMicros },
  ].filter(({ counts }) => (counts.unconverted ?? 0) > 0);
  const found = sides.map(async ({ unit, shift }) => {
    const own = heads.filter((head) => head.unit === unit);
    const range = { from: from + shift, to: to + shift };
    const all = await unconvertedIn(ports, loaded, own, { unit, series, range });
    return all.map((one) => ({ unit, ...one }));
  });
  return (await Promise.all(found)).flat();
}

const isConvertible = ({ from, to }: UnitChange) => from !== null && conversionIfAny(from, to) !== undefined;

async function brought(ports: Ports, experiment: string, downlink: string, unit: string, series: string) {
  const receipt = await ports.catalogue.get(receiptKind, receiptKey(experiment, downlink));
  return receipt?.item.ranges.some((one) => one.unit === unit && one.channel === series) ?? true;
}

/** Of a downlink that is kept merged with others nobody knows the name here. */
export function unconvertedOnWire(
  from: string | null,
  to: string,
  downlinks: readonly (string | null)[],
): UnconvertedOnWire {
  const named = downlinks.filter((downlink) => downlink !== null).sort();
  const isEach = named.length === downlinks.length && named.length <= MOST_NAMED;
  const commands = isEach
    ? named.map((one) => typedCommand(`reread ${one}`))
    : [typedCommand('reread --all')];
  const what =
    from === null
      ? `read in a unit or by a sensor that is not the one declared now (${to})`
      : `read as ${from}, which cannot be converted to ${to}`;
  const more = named.length - MOST_LISTED;
  return {
    ...{ from, to, downlinks: named.slice(0, MOST_LISTED) },
    ...(more > 0 && { moreDownlinks: more }),
    sentence: `${what}: ${commands.join(', ')}`,
  };
}
