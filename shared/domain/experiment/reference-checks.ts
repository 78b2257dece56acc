/** References of the definition lead to something that it declares. Events may still come, so they are not checked. */

import { quoted } from '../quoted.ts';
import type { Channel } from './channel-schema.ts';
import type { Declared } from './declared.ts';
import { type ArmKind, isControlSide, isFlightSide } from './hardware-schema.ts';
import type { Finding } from './problems.ts';
import { unitOfAll, unitsOf } from './source-cells.ts';
import type { Source } from './source-schema.ts';
import { someOf, unknownReference } from './unknown-reference.ts';

type Path = readonly PropertyKey[];
type Known = 'arm' | 'unit' | 'channel' | 'phase';

export function referenceFindings(declared: Declared): Finding[] {
  const { definition } = declared;
  const known = {
    arm: new Set(declared.arms.keys()),
    unit: new Set(declared.units.keys()),
    channel: new Set(declared.channels.keys()),
    phase: new Set(definition.phases.map((phase) => phase.id)),
  };
  const check = (kind: Known, word: string, path: Path) => unknownReference(kind, word, known[kind], path);
  return [
    ...definition.units.flatMap((unit, i) => [
      ...check('arm', unit.arm, ['units', i, 'arm']),
      ...unit.sensors.flatMap((sensor, j) =>
        check('channel', sensor.measures, ['units', i, 'sensors', j, 'measures']),
      ),
    ]),
    ...definition.pairs.flatMap((pair, i) => [
      ...check('unit', pair.flight, ['pairs', i, 'flight']),
      ...check('unit', pair.ground, ['pairs', i, 'ground']),
      ...sideFindings(declared, pair.flight, 'flight', ['pairs', i, 'flight']),
      ...sideFindings(declared, pair.ground, 'ground', ['pairs', i, 'ground']),
    ]),
    ...definition.channels.flatMap((channel, i) => [
      ...[
        { at: ['limits'], entries: channel.limits },
        { at: ['rate'], entries: channel.rate },
        { at: ['twin', 'limits'], entries: channel.twin.limits },
      ].flatMap(({ at, entries }) =>
        entries.flatMap(({ phases = [] }, j) =>
          phases.flatMap((phase, k) => check('phase', phase, ['channels', i, ...at, j, 'phases', k])),
        ),
      ),
      ...channel.setpoint.flatMap(({ phase }, j) =>
        phase === undefined ? [] : check('phase', phase, ['channels', i, 'setpoint', j, 'phase']),
      ),
      ...(['holds', 'ambient'] as const).flatMap((key) =>
        channel.loop === undefined ? [] : check('channel', channel.loop[key], ['channels', i, 'loop', key]),
      ),
      ...loopFindings(channel, ['channels', i, 'loop']),
    ]),
    ...definition.nominal.flatMap(({ channels = [] }, i) =>
      channels.flatMap((channel, j) => check('channel', channel, ['nominal', i, 'channels', j])),
    ),
    ...definition.sources.flatMap((source, i) => [
      ...readingFindings(declared, source, ['sources', i], check),
      ...(source.events?.units ?? []).flatMap((unit, j) =>
        check('unit', unit, ['sources', i, 'events', 'units', j]),
      ),
    ]),
  ];
}

/** The duty is judged by what it holds above the surroundings: three channels, or the difference says nothing. */
function loopFindings({ id, loop }: Channel, path: Path): Finding[] {
  if (loop === undefined) return [];
  const own = (['holds', 'ambient'] as const).filter((key) => loop[key] === id);
  const code = 'definition.contradiction';
  if (own.length > 0)
    return own.map((key) => ({
      ...{ path: [...path, key], code },
      message: `expected another channel than the one that drives the heater, got ${quoted(id)} itself`,
    }));
  if (loop.holds !== loop.ambient) return [];
  const message = `expected the channel of the surroundings, got ${quoted(loop.ambient)}, which is the one that is held`;
  return [{ path: [...path, 'ambient'], code, message }];
}

function sideFindings(
  { units, arms }: Declared,
  unitId: string,
  side: 'flight' | 'ground',
  path: Path,
): Finding[] {
  const unit = units.get(unitId);
  const arm = unit === undefined ? undefined : arms.get(unit.arm);
  if (arm === undefined) return [];
  const fits: (kind: ArmKind) => boolean = side === 'flight' ? isFlightSide : isControlSide;
  if (fits(arm.kind)) return [];
  const message = `expected a unit of a ${side === 'flight' ? 'flight' : 'control'} arm, got ${quoted(unitId)} of arm ${arm.id} (${arm.kind})`;
  return [{ path, code: 'definition.contradiction', message }];
}

type Check = (kind: Known, word: string, path: Path) => Finding[];

function readingFindings(declared: Declared, source: Source, path: Path, check: Check): Finding[] {
  const { unit, channel } = source.rows ?? {};
  const units = unitsOf(declared.definition, source);
  const columns = source.layout === 'wide' ? Object.entries(source.columns) : [];
  const ofAll = unitOfAll(source);
  return [
    ...(ofAll === undefined ? [] : check('unit', ofAll, [...path, 'unit'])),
    ...columns.flatMap(([header, column]) => {
      const at = [...path, 'columns', header];
      const { unit: id, channel: measured } = column;
      return [
        ...(id === undefined ? [] : check('unit', id, [...at, 'unit'])),
        ...(measured === undefined ? [] : check('channel', measured, [...at, 'channel'])),
        ...(id === undefined ? (ofAll === undefined ? units : [ofAll]) : [id]).flatMap((one) =>
          sensorFindings(declared, [one], column, at),
        ),
      ];
    }),
    ...Object.entries(unit?.names ?? {}).flatMap(([text, id]) =>
      check('unit', id, [...path, 'rows', 'unit', 'names', text]),
    ),
    ...Object.entries(channel?.names ?? {}).flatMap(([text, reading]) => {
      const at = [...path, 'rows', 'channel', 'names', text];
      return [
        ...check('channel', reading.channel, [...at, 'channel']),
        ...sensorFindings(declared, units, reading, at),
      ];
    }),
  ];
}

/** A named sensor measures that channel in one of the units at least: in a long file not every unit has it. */
function sensorFindings(
  declared: Declared,
  units: readonly string[],
  reading: { channel?: string | undefined; sensor?: string | undefined },
  path: Path,
): Finding[] {
  const { sensor: word, channel } = reading;
  if (word === undefined || channel === undefined || !declared.channels.has(channel)) return [];
  const sensors = units.flatMap((id) => declared.units.get(id)?.sensors ?? []);
  const known = new Set(sensors.filter(({ measures }) => measures === channel).map(({ id }) => id));
  if (known.has(word)) return [];
  return unknownReference(`sensor of ${someOf(units)} for ${channel}`, word, known, [...path, 'sensor']);
}
