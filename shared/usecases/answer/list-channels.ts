/** What is looked for, channel by channel and detector by detector: with which thresholds, or why not. */
import type { ChannelsOnWire } from '../../contract/channels.ts';
import { armRules } from '../../domain/detect/drift/arm-rules.ts';
import { awaitsSamples, type LookedFor, lookedFor } from '../../domain/detect/looked-for.ts';
import {
  deltaThresholds,
  thresholdsOf,
  twinThresholds,
  type UnitNoise,
} from '../../domain/detect/thresholds.ts';
import { isoDuration } from '../../domain/duration.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { channelNamed, pairNamed, unitNamed, unitSeries } from '../../domain/experiment/lookups.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import type { TimelineEvent } from '../../domain/timeline/event.ts';
import type { Ports } from '../../ports.ts';
import { allStanding, standingAt } from '../judge/standing.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { judgedIn } from './judged-in.ts';
import { refuseUnmeasured } from './series-asked.ts';

export interface ChannelsQuery {
  readonly unit?: string | undefined;
  readonly pair?: string | undefined;
  readonly channel?: string | undefined;
}

/** In the order of the definition. Refuses a unit, pair or channel that there is not. */
export async function listChannels(
  ports: Ports,
  experiment: string,
  query: ChannelsQuery,
): Promise<ChannelsOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const { index, revision, sha256, definition } = loaded;
  const { unit, pair, channel } = query;
  if (unit !== undefined) unitNamed(index, unit);
  if (pair !== undefined) pairNamed(index, pair);
  if (channel !== undefined) refuseUnmeasured(index, channel);
  const standing = await standingAt(ports, loaded, ports.clock.now());
  const judged = await judgedIn(await allStanding(ports, standing), standing, {
    from: -Infinity,
    to: Infinity,
  });
  const events = await loaded.events();
  const entries = lookedFor(index, events, judged, query);
  const { maxSilence = null, latency = null } = definition.contacts ?? {};
  const asked = definition.units.filter(({ id }) => unit === undefined || id === unit);
  const noiseOf = knownNoise(loaded, events, asked);
  const bySeries = Map.groupBy(entries, (entry) => entry.channel);
  const channels = Array.from(bySeries, ([series, found]) => {
    const declared = channelNamed(index, channelOf(series));
    const proofs = asked.flatMap(({ events }) =>
      events.filter(({ proof }) => proof?.channel === declared.id),
    );
    return {
      channel: series,
      ucum: declared.unit,
      period: isoDuration(declared.period),
      units: unitsWith(index, series),
      twin: twinThresholds(declared),
      detectors: found.map((entry) =>
        cellOf(entry, () =>
          entry.kind === 'LIMIT' && entry.pair !== undefined
            ? deltaThresholds(declared)
            : thresholdsOf(
                entry.kind,
                declared,
                {
                  ...{ maxSilence, latency, falsePages: definition.budget?.falsePages },
                  noise: noiseOf.get(series),
                },
                proofs,
              ),
        ),
      ),
    };
  });
  return { revision, sha256, channels };
}

/** Of each series that is held against something, what is known of its noise beforehand, unit by unit. */
function knownNoise(
  { index, rehearsed }: LoadedExperiment,
  events: readonly TimelineEvent[],
  asked: readonly { readonly id: string; readonly arm: string }[],
): Map<string, UnitNoise[]> {
  const units = new Set(asked.map(({ id }) => id));
  const arms = [...new Set(asked.map(({ arm }) => arm))];
  const rules = arms
    .flatMap((arm) => armRules(index, arm, events, rehearsed))
    .filter(({ unit, references }) => units.has(unit) && references.length > 0);
  return Map.groupBy(rules, ({ series }) => series);
}

type Cell = ChannelsOnWire['channels'][number]['detectors'][number];

/** That nothing has come yet turns nothing off. */
function cellOf({ channel: _, why, ...entry }: LookedFor, thresholds: () => Cell['thresholds']): Cell {
  if (why === undefined) return { ...entry, thresholds: thresholds() };
  if (entry.looked) return { ...entry, why, thresholds: thresholds() };
  if (awaitsSamples(why)) return { ...entry, looked: true, awaits: why, thresholds: thresholds() };
  return { ...entry, why, thresholds: [] };
}

function unitsWith(index: DefinitionIndex, series: string): string[] {
  return [...index.units.keys()].filter((unit) =>
    unitSeries(index, unit).some((one) => one.series === series),
  );
}
