/** Samples of a series that stand in no answer, since they were read in a unit that cannot be converted to its own. */
import type { UnconvertedOnWire } from '../../contract/wire.ts';
import type { HeadRecord } from '../../domain/bucket/head.ts';
import { receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { answerRulesOf } from '../../domain/experiment/answer-rules.ts';
import { type UnitChange, unitChanges } from '../../domain/experiment/units-read.ts';
import { conversionIfAny } from '../../domain/ucum/conversion.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { segmentsIn, type TimeRange, visibleEntries } from '../heads/read-segments.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

/** As many downlinks are named by themselves. */
const MOST_NAMED = 3;

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
  return Array.from(found, ([from, { to, downlinks }]) => onWire(from, to, [...downlinks]));
}

const isConvertible = ({ from, to }: UnitChange) => from !== null && conversionIfAny(from, to) !== undefined;

async function brought(ports: Ports, experiment: string, downlink: string, unit: string, series: string) {
  const receipt = await ports.catalogue.get(receiptKind, receiptKey(experiment, downlink));
  return receipt?.item.ranges.some((one) => one.unit === unit && one.channel === series) ?? true;
}

/** Of a downlink that is kept merged with others nobody knows the name here. */
function onWire(from: string | null, to: string, downlinks: readonly (string | null)[]): UnconvertedOnWire {
  const named = downlinks.filter((downlink) => downlink !== null).sort();
  const isEach = named.length === downlinks.length && named.length <= MOST_NAMED;
  const commands = isEach
    ? named.map((one) => typedCommand(`reread ${one}`))
    : [typedCommand('reread --all')];
  const what =
    from === null
      ? `read in a unit or by a sensor that is not the one declared now (${to})`
      : `read as ${from}, which cannot be converted to ${to}`;
  return { from, to, downlinks: named, sentence: `${what}: ${commands.join(', ')}` };
}
