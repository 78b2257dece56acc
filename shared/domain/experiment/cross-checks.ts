/** What no single field shows: ids that repeat, references that lead nowhere, statements that exclude each other. */

import { quoted } from '../quoted.ts';
import { assayFindings } from './assay-checks.ts';
import { declaredBy } from './declared.ts';
import type { Definition } from './definition.ts';
import type { Unit } from './hardware-schema.ts';
import { LIMIT_SEVERITIES, type LimitsEntry, type RateEntry } from './limits-schema.ts';
import type { Finding } from './problems.ts';
import { proofFindings } from './proof-checks.ts';
import { referenceFindings } from './reference-checks.ts';
import type { Range } from './scalars.ts';
import { sourceFindings } from './source-checks.ts';

type Bounds = LimitsEntry | RateEntry;

/** Every finding on a document of the right shape; none means that it is accepted. */
export function crossFindings(definition: Definition): Finding[] {
  const declared = declaredBy(definition);
  return [
    ...idFindings(definition),
    ...referenceFindings(declared),
    ...proofFindings(declared),
    ...nominalFindings(definition),
    ...definition.units.flatMap((unit, i) => unitFindings(unit, ['units', i], definition.reference)),
    ...definition.pairs.flatMap(({ flight, ground }, i) =>
      flight === ground
        ? [contradiction(['pairs', i, 'ground'], 'expected another unit than the flight unit')]
        : [],
    ),
    ...definition.channels.flatMap(({ limits, rate, twin }, i) => [
      ...limitFindings(limits, ['channels', i, 'limits']),
      ...limitFindings(rate, ['channels', i, 'rate']),
      ...limitFindings(twin.limits, ['channels', i, 'twin', 'limits']),
    ]),
    ...definition.sources.flatMap((source, i) => sourceFindings(source, declared, ['sources', i])),
    ...definition.assays.flatMap((assay, i) => assayFindings(assay, declared, ['assays', i])),
  ];
}

/** One channel settles after an event for one time. */
function nominalFindings({ nominal }: Definition): Finding[] {
  return nominal.flatMap(({ event, channels }, i) =>
    nominal.slice(0, i).flatMap((earlier, j) => {
      if (earlier.event !== event) return [];
      const shared = channels?.find((channel) => earlier.channels?.includes(channel) ?? true);
      if (channels !== undefined && earlier.channels !== undefined && shared === undefined) return [];
      const of = shared === undefined ? '' : ` for ${shared}`;
      const message = `nominal[${j}] says how long it takes to settle after ${event}${of} already: expected one entry for an event and channel`;
      return [contradiction(['nominal', i], message)];
    }),
  );
}

function idFindings({ arms, units, pairs, phases, channels, sources, assays }: Definition): Finding[] {
  const lists = { arms, units, pairs, phases, channels, sources, assays };
  const readers = new Set(sources.map(({ id }) => id));
  return [
    ...assays.flatMap(({ id }, i) =>
      readers.has(id)
        ? [
            contradiction(
              ['assays', i, 'id'],
              `a source has the id ${quoted(id)}: a file names what reads it by it`,
            ),
          ]
        : [],
    ),
    ...Object.entries(lists).flatMap(([key, list]) => repeatedIds(list, [key])),
    ...units.flatMap((unit, i) => repeatedIds(unit.sensors, ['units', i, 'sensors'])),
  ];
}

function repeatedIds(list: readonly { id: string }[], path: readonly PropertyKey[]): Finding[] {
  const places = new Map<string, number>();
  return list.flatMap(({ id }, i) => {
    const first = places.get(id) ?? i;
    places.set(id, first);
    const message = `the id ${quoted(id)} is taken by ${String(path.at(-1))}[${first}]; ids are unique`;
    return first === i ? [] : [{ path: [...path, i, 'id'], code: 'definition.duplicate-id', message }];
  });
}

function unitFindings(unit: Unit, path: readonly PropertyKey[], reference: string | undefined): Finding[] {
  const findings: Finding[] = [];
  for (const channel of new Set(unit.sensors.map((sensor) => sensor.measures))) {
    const sensors = unit.sensors.filter((sensor) => sensor.measures === channel);
    const primaries = sensors.filter((sensor) => sensor.primary);
    if (primaries.length === 1 || (primaries.length === 0 && sensors.length === 1)) continue;
    const which = sensors.map((sensor) => sensor.id).join(', ');
    const message = `${sensors.length} sensors measure ${channel} (${which}): expected primary: true on exactly one, got ${primaries.length}`;
    findings.push(contradiction([...path, 'sensors'], message));
  }
  const counted = unit.events.filter((event) => event.name === reference);
  if (counted.length > 1) {
    const message = `elapsed time counts from ${reference}: expected it once for the unit, got ${counted.length} times`;
    findings.push(contradiction([...path, 'events'], message));
  }
  return findings;
}

function limitFindings(limits: readonly Bounds[], path: readonly PropertyKey[]): Finding[] {
  return limits.flatMap((entry, i) => [
    ...nestingFindings(entry, [...path, i]),
    ...limits.slice(0, i).flatMap((earlier, j) => {
      if (earlier.effective !== entry.effective || !coverTheSame(earlier, entry)) return [];
      const message = `${String(path.at(-1))}[${j}] holds in the same phase from the same instant: expected one entry with all its bounds`;
      return [contradiction([...path, i], message)];
    }),
  ]);
}

/** An entry for a phase beside one for all phases is no contradiction: it says more. */
function coverTheSame({ phases }: Bounds, { phases: others }: Bounds): boolean {
  if (phases === undefined || others === undefined) return phases === others;
  return phases.some((phase) => others.includes(phase));
}

/** Bounds widen with severity: a reading that is CRITICAL is WARNING too. */
function nestingFindings(entry: Bounds, path: readonly PropertyKey[]): Finding[] {
  const declared = LIMIT_SEVERITIES.flatMap((severity) => {
    const bounds = entry[severity];
    return bounds === undefined ? [] : [{ severity, bounds }];
  });
  return declared.flatMap(({ severity, bounds }, i) => {
    const milder = declared.slice(0, i).find((it) => reachesInside(bounds, it.bounds));
    if (milder === undefined) return [];
    const message = `expected bounds outside those of ${milder.severity} ${JSON.stringify(milder.bounds)}, got ${JSON.stringify(bounds)}`;
    return [contradiction([...path, severity], message)];
  });
}

function reachesInside([low, high]: Range, [milderLow, milderHigh]: Range): boolean {
  const lowInside = low !== null && milderLow !== null && low > milderLow;
  const highInside = high !== null && milderHigh !== null && high < milderHigh;
  return lowInside || highInside;
}

function contradiction(path: readonly PropertyKey[], message: string): Finding {
  return { path, code: 'definition.contradiction', message };
}
