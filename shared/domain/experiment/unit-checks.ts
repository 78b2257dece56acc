/** UCUM codes that are no units, and files' units that cannot become their channel's. */
import { Refusal } from '../refusal.ts';
import { conversionBetween } from '../ucum/conversion.ts';
import { parseUnit } from '../ucum/parse-unit.ts';
import type { Definition } from './definition.ts';
import type { Finding } from './problems.ts';

type Path = readonly PropertyKey[];

/**
 * Asked when a definition is put in force, not when a stored one is read: one that was accepted before codes were
 * looked at must stay readable.
 */
export function unitCodeFindings(definition: Definition): Finding[] {
  const unitOf = new Map(definition.channels.map(({ id, unit }) => [id, unit]));
  return [
    ...definition.channels.flatMap(({ unit }, i) =>
      findingOf(['channels', i, 'unit'], () => parseUnit(unit)),
    ),
    ...convertedPlaces(definition).flatMap(({ path, as, channel }) => {
      const unit = unitOf.get(channel);
      if (unit === undefined || !isUnit(unit)) return [];
      return findingOf(path, () => conversionBetween(as, unit));
    }),
  ];
}

interface Converted {
  readonly path: Path;
  readonly as: string;
  readonly channel: string;
}

function convertedPlaces({ sources }: Definition): Converted[] {
  return sources.flatMap((source, i) => {
    const columns = source.layout === 'wide' ? Object.entries(source.columns) : [];
    const names = Object.entries(source.rows?.channel?.names ?? {});
    return [
      ...columns.map(([header, column]) => ({ path: ['sources', i, 'columns', header, 'as'], ...column })),
      ...names.map(([text, name]) => ({
        path: ['sources', i, 'rows', 'channel', 'names', text, 'as'],
        ...name,
      })),
    ].flatMap(({ path, as, channel }) =>
      as === undefined || channel === undefined ? [] : [{ path, as, channel }],
    );
  });
}

function isUnit(code: string): boolean {
  return findingOf([], () => parseUnit(code)).length === 0;
}

function findingOf(path: Path, judge: () => unknown): Finding[] {
  try {
    judge();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [{ path, code: 'definition.unit', message: error.message }];
  }
}
