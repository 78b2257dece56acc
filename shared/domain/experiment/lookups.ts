/** Questions that the use cases ask a definition. */
import { nearest } from '../nearest.ts';
import { Refusal } from '../refusal.ts';
import type { Channel } from './channel-schema.ts';
import type { Definition } from './definition.ts';
import { matchesGlob } from './glob.ts';
import type { ArmKind, Pair, Unit } from './hardware-schema.ts';
import type { Source } from './source-schema.ts';

/** The unit of that id. Fails with `unit.unknown`, naming the nearest. */
export function unitNamed(definition: Definition, id: string): Unit {
  return named('unit', definition.units, id);
}

/** The channel of that id. Fails with `channel.unknown`, naming the nearest. */
export function channelNamed(definition: Definition, id: string): Channel {
  return named('channel', definition.channels, id);
}

/** The pair of that id. Fails with `pair.unknown`, naming the nearest. */
export function pairNamed(definition: Definition, id: string): Pair {
  return named('pair', definition.pairs, id);
}

/** The kind of the arm that the unit belongs to. Fails with `unit.unknown`. */
export function armKindOf(definition: Definition, unit: string): ArmKind {
  return named('arm', definition.arms, unitNamed(definition, unit).arm).kind;
}

/** The pairs that the unit is a side of, as declared. */
export function pairsOf(definition: Definition, unit: string): readonly Pair[] {
  return definition.pairs.filter((pair) => pair.flight === unit || pair.ground === unit);
}

/** The units that the source's rows speak of. */
export function unitsOf(definition: Definition, source: Source): readonly string[] {
  if (source.rows?.unit !== undefined) {
    const { names } = source.rows.unit;
    return names === undefined ? definition.units.map((unit) => unit.id) : [...new Set(Object.values(names))];
  }
  const columns = source.layout === 'wide' ? Object.values(source.columns) : [];
  return [...new Set(columns.flatMap(({ unit }) => unit ?? []))];
}

/**
 * True where one clock stamped the samples of both units: every source of either names the same clock, or the two
 * are columns of one source and of no other.
 */
export function sharesClock(definition: Definition, pair: Pair): boolean {
  const sources = definition.sources.filter((source) => {
    const units = unitsOf(definition, source);
    return units.includes(pair.flight) || units.includes(pair.ground);
  });
  const [first, ...others] = sources;
  if (first === undefined) return false;
  if (first.clock !== undefined) return others.every((source) => source.clock === first.clock);
  const units = unitsOf(definition, first);
  return (
    others.length === 0 &&
    first.rows?.unit === undefined &&
    units.includes(pair.flight) &&
    units.includes(pair.ground)
  );
}

/**
 * The source that reads a file: the declared one, else the only one whose pattern fits the file's base name. Fails
 * with `source.unknown` (naming the nearest), `source.none` (naming the patterns) or `source.ambiguous`.
 */
export function sourceFor(definition: Definition, fileName: string, declaredSource: string | null): Source {
  if (declaredSource !== null) return named('source', definition.sources, declaredSource);
  const baseName = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  const [source, ...others] = definition.sources.filter(({ match }) => matchesGlob(match, baseName));
  if (source === undefined) {
    const patterns = definition.sources.map(({ id, match }) => `${id}: ${match}`).join(', ');
    throw new Refusal(
      'invalid',
      'source.none',
      `no source of ${definition.id} reads a file named ${JSON.stringify(baseName)} (${patterns || 'none is declared'}); name the source with the upload, or add a pattern to the definition`,
    );
  }
  if (others.length > 0) {
    const fitting = [source, ...others].map(({ id, match }) => `${id} (${match})`).join(', ');
    throw new Refusal(
      'invalid',
      'source.ambiguous',
      `${others.length + 1} sources of ${definition.id} read a file named ${JSON.stringify(baseName)}: ${fitting}; name the source with the upload, or narrow the patterns`,
    );
  }
  return source;
}

function named<T extends { readonly id: string }>(kind: string, list: readonly T[], id: string): T {
  const found = list.find((one) => one.id === id);
  if (found !== undefined) return found;
  const ids = list.map((one) => one.id);
  const meant = nearest(id, ids);
  const hint =
    meant === null ? ids.slice(0, 12).join(', ') || 'none' : `did you mean ${JSON.stringify(meant)}?`;
  throw new Refusal(
    'not-found',
    `${kind}.unknown`,
    `the experiment has no ${kind} ${JSON.stringify(id)}; ${meant === null ? `it has: ${hint}` : hint}`,
  );
}
