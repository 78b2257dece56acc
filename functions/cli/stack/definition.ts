/** What a command asks the definition in force: which units, pairs and channels there are. */
import { experimentSchema } from '../../../shared/contract/experiments.ts';
import { declaredBy } from '../../../shared/domain/experiment/declared.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { indexDefinition } from '../../../shared/domain/experiment/definition-index.ts';
import { channelNamed, pairNamed, unitNamed, unitSeries } from '../../../shared/domain/experiment/lookups.ts';
import { parseDefinition } from '../../../shared/domain/experiment/parse-definition.ts';
import { channelOf } from '../../../shared/domain/telemetry/frame.ts';
import { FLIGHT_AND_GROUND, type Twins, twinsOf } from '../../../shared/domain/twins/pair-sides.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import type { ApiClient } from './api-client.ts';
import { pathOf } from './command-context.ts';
import { CliFailure } from './failure.ts';

export async function definitionOf(client: ApiClient, experiment: string): Promise<Definition> {
  const { definition } = await client.get(pathOf(experiment), experimentSchema);
  return parseDefinition(definition);
}

/** What the twins of each pair are called. */
export function twinsBy(definition: Definition): (pair: string) => Twins {
  const declared = declaredBy(definition);
  return (id) => {
    const pair = definition.pairs.find((one) => one.id === id);
    return pair === undefined ? FLIGHT_AND_GROUND : twinsOf(declared, pair);
  };
}

/** The unit of each channel, as UCUM code. */
export function ucumsOf({ channels }: Definition): Readonly<Record<string, string>> {
  return Object.fromEntries(channels.map(({ id, unit }) => [id, unit]));
}

const MOST_NAMED = 12;

interface Wanted {
  readonly unit?: string | undefined;
  readonly channel?: string | undefined;
}

/** Every unit with each of its channels, or those that are wanted. */
export function unitChannels(
  definition: Definition,
  { unit, channel }: Wanted,
): { unit: string; channel: string }[] {
  const index = indexDefinition(definition);
  if (unit !== undefined) unitNamed(index, unit);
  if (channel !== undefined) channelNamed(index, channelOf(channel));
  const found = definition.units.flatMap(({ id }) =>
    unitSeries(index, id).map(({ series }) => ({ unit: id, channel: series })),
  );
  return wantedOnly(
    found,
    (one) => matches(one.unit, unit) && matches(one.channel, channel),
    found.map(nameOf),
  );
}

/** Every pair with each channel that the primary sensors of both its units measure, or those that are wanted. */
export function pairChannels(
  definition: Definition,
  { pair = [], channel = [] }: { readonly pair?: readonly string[]; readonly channel?: readonly string[] },
): { pair: string; channel: string }[] {
  const index = indexDefinition(definition);
  const found = allPairChannels(definition);
  const isNamed = (names: readonly string[], id: string) => names.length === 0 || names.includes(id);
  const names = found.map((one) => `${one.pair} ${one.channel}`);
  for (const id of pair) pairNamed(index, id);
  for (const name of channel) channelNamed(index, channelOf(name));
  const isThere = (name: string) => found.some((one) => one.channel === name);
  // None that is named goes without a word.
  const wanted = channel.every(isThere) ? found : [];
  return wantedOnly(wanted, (one) => isNamed(pair, one.pair) && isNamed(channel, one.channel), names);
}

/** The same of all pairs; none where units share no channel, as where the definition has assays alone. */
export function allPairChannels(definition: Definition): { pair: string; channel: string }[] {
  const index = indexDefinition(definition);
  return definition.pairs.flatMap(({ id, flight, ground }) => {
    const onGround = new Set(unitSeries(index, ground).map(({ series }) => series));
    return unitSeries(index, flight)
      .filter(({ series, channel: own }) => series === own && onGround.has(series))
      .map(({ series }) => ({ pair: id, channel: series }));
  });
}

function nameOf({ unit, channel }: { readonly unit: string; readonly channel: string }): string {
  return `${unit} ${channel}`;
}

function matches(id: string, wanted: string | undefined): boolean {
  return wanted === undefined || id === wanted;
}

function wantedOnly<T>(found: readonly T[], isWanted: (one: T) => boolean, names: readonly string[]): T[] {
  const wanted = found.filter(isWanted);
  if (wanted.length > 0) return wanted;
  throw new CliFailure(
    'channel.none',
    `nothing measures what was asked for; there is: ${listText(names, ', ', MOST_NAMED) || 'nothing'}`,
  );
}
