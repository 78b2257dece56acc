/** What is accepted, and why it will not do what its author may expect. */
import { seriesCalibration } from '../calibration/series-calibration.ts';
import { isoDuration } from '../duration.ts';
import { nearest } from '../nearest.ts';
import { quoted } from '../quoted.ts';
import { isoOf, MICROS_PER_SECOND, type Micros } from '../time.ts';
import { exactSpanText } from '../words/span.ts';
import { spokenUnit } from '../words/spoken-unit.ts';
import { headerDoubt, measuredPlaces, readAs } from './column-units.ts';
import { declaredBy } from './declared.ts';
import type { Definition } from './definition.ts';
import { type DefinitionWarning, type Path, warning } from './definition-warning.ts';
import { limitWarnings } from './limit-warnings.ts';
import { isOfPits } from './pit-assay.ts';
import { PIT_ENDPOINTS } from './pit-schema.ts';
import { sharedPatternWarnings } from './shared-patterns.ts';
import type { PerUnit } from './sources-per-unit.ts';

/**
 * Every warning of an accepted definition, but for those that rest on events or on what is compared
 * (`definition-warnings.ts`); none says that all
 * of it is acted on.
 *
 * @param placeOf where a path stands in what its author wrote, in which one source may stand for those of several units
 */
export function warningsOf(
  definition: Definition,
  placeOf: PerUnit['placeOf'] = (path) => path,
): readonly DefinitionWarning[] {
  const unused = NOT_YET_ACTED_ON.flatMap(({ places, sentence }) =>
    places(definition).map((path) => warning('definition.not-yet-acted-on', placeOf(path), sentence)),
  );
  return [
    ...eachOnce(unused),
    ...calibratorWarnings(definition),
    ...marginWarnings(definition),
    ...referenceWarnings(definition),
    ...eventWarnings(definition),
    ...stuckWarnings(definition),
    ...limitWarnings(definition),
    ...eachOnce(unitWarnings(definition, placeOf)),
    ...primaryWarnings(definition),
    ...sharedPatternWarnings(definition),
  ];
}

/** Of the sources of several units that one was written for, what is said of each is said of that one. */
function eachOnce(warnings: readonly DefinitionWarning[]): readonly DefinitionWarning[] {
  const byName = new Map(warnings.map((one) => [JSON.stringify([one.code, one.field, one.message]), one]));
  return [...byName.values()];
}

/** One line a feature to come: where the definition uses it, and what happens meanwhile. */
const NOT_YET_ACTED_ON: readonly { places: (definition: Definition) => Path[]; sentence: string }[] = [
  {
    places: ({ channels }) =>
      channels.flatMap(({ twin }, i) => (twin.samples === null ? [] : [['channels', i, 'twin', 'samples']])),
    sentence: 'this count is kept, but pairing does not use it yet',
  },
  {
    places: ({ sources }) =>
      sources.flatMap((source, i) =>
        source.layout === 'long' && source.rows.raw !== undefined ? [['sources', i, 'rows', 'raw']] : [],
      ),
    sentence: 'raw values stay in the file: they are not kept beside the values yet',
  },
];

/** Names of endpoints that a definition knows beforehand. */
const measuredNames = (assays: Definition['assays']): string[] =>
  assays.some(isOfPits) ? [...PIT_ENDPOINTS] : [];

/** Whether an assay may bring endpoints of any name: targets, and rows of long tables. */
const isOpenTo = (assays: Definition['assays']): boolean =>
  assays.some(({ kind }) => kind === 'qpcr' || kind === 'endpoint-table');

/** A question that nothing in the definition can answer. */
function primaryWarnings({ analysis, channels, assays, arms }: Definition): DefinitionWarning[] {
  const known = new Set(channels.map(({ id }) => id));
  const contrasts = arms.flatMap((a) => arms.map((b) => `${a.id}-v-${b.id}`));
  return (analysis?.primary ?? []).flatMap((question, i) => {
    const { endpoint } = question;
    const contrast = 'contrast' in question ? question.contrast : undefined;
    const path = ['analysis', 'primary', i];
    if (contrast !== undefined && !contrasts.includes(contrast)) {
      const meant = nearest(contrast, contrasts);
      const hint = meant === null ? '' : `; did you mean ${quoted(meant)}?`;
      const text = `there is no contrast ${quoted(contrast)}: this question will not be answered${hint}`;
      return [warning('definition.unknown-contrast', path, text)];
    }
    const measured = [...channels.map(({ id }) => id), ...measuredNames(assays)];
    const meant = isOpenTo(assays) ? null : nearest(endpoint, measured);
    if (meant !== null && !measured.includes(endpoint.split('@')[0] ?? '')) {
      const text = `nothing measures ${quoted(endpoint)}: did you mean ${quoted(meant)}?`;
      return [warning('definition.unknown-endpoint', path, text)];
    }
    if (known.has(endpoint.split('@')[0] ?? '') || assays.length > 0) return [];
    const message = `no channel is ${quoted(endpoint)}, and there is no assay that could measure it: this question will not be answered`;
    return [warning('definition.unknown-endpoint', ['analysis', 'primary', i], message)];
  });
}

/** A difference that no single reading can show. */
function marginWarnings({ channels }: Definition): DefinitionWarning[] {
  return channels.flatMap(({ id, unit, resolution, twin: { margin } }, i) => {
    if (margin === null || resolution === undefined || margin >= resolution) return [];
    const path = ['channels', i, 'twin', 'margin'];
    const sentence = `expected a margin of ${resolution}${spokenUnit(unit)} or more, the resolution of ${id}, got ${margin}: no two readings differ by less than the resolution, so that nothing between them is seen`;
    return [warning('definition.margin-below-resolution', path, sentence)];
  });
}

/** A calibrator that no sensor is meant by, and times that a channel's curves leave out, where its numbers may be counts. */
function calibratorWarnings({ channels, units }: Definition): DefinitionWarning[] {
  return channels.flatMap(({ id, calibrators, validRange }, i) => {
    if (calibrators.length === 0) return [];
    const path = ['channels', i, 'calibrators'];
    const sensors = units.flatMap((unit) =>
      unit.sensors.filter(({ measures }) => measures === id).map((sensor) => ({ unit: unit.id, sensor })),
    );
    const serials = sensors.flatMap(({ sensor }) =>
      [sensor.serial, ...sensor.calibrations.map(({ serial }) => serial)].flatMap((serial) => serial ?? []),
    );
    const strange = calibrators.flatMap(({ serial }, j) => {
      if (serial === undefined || serials.includes(serial)) return [];
      const meant = nearest(serial, serials);
      const hint = meant === null ? '' : `; did you mean ${quoted(meant)}?`;
      const sentence = `no sensor of ${id} has the serial ${quoted(serial)}, so this is never in force${hint}`;
      return [warning('definition.unknown-serial', [...path, j, 'serial'], sentence)];
    });
    const of = { validRange: validRange ?? null, ofChannel: calibrators };
    const measuring =
      sensors.length === 0
        ? [{ name: id, ...of, sensor: null, serial: null, ofSensor: [] }]
        : sensors.map(({ unit, sensor: { id: sensor, serial = null, calibrations } }) => {
            return { name: `${sensor} of ${unit}`, ...of, sensor, serial, ofSensor: calibrations };
          });
    const left = measuring.flatMap(({ name, ...declared }) => {
      const found = seriesCalibration(declared);
      const without = found?.isCounts ? found.stretches.find(({ channel }) => channel === null) : undefined;
      return without === undefined ? [] : [warning('definition.uncalibrated', path, leftOut(name, without))];
    });
    return [...strange, ...left.slice(0, 1)];
  });
}

function leftOut(name: string, { from, to }: { readonly from: Micros; readonly to: Micros }): string {
  const begin = from > -Infinity ? ` from ${isoOf(from)}${to < Infinity ? '' : ' on'}` : '';
  const end = to < Infinity ? ` ${begin === '' ? 'before' : 'to'} ${isoOf(to)}` : '';
  return `no calibrator is in force for ${name}${begin}${end}: its readings are BAD there, because the number may be a count; where it is in the unit of the channel, declare polynomial: [0, 1]`;
}

function referenceWarnings({ reference, pairs }: Definition): DefinitionWarning[] {
  if (reference !== undefined || pairs.length === 0) return [];
  const sentence =
    'no reference event is declared, so the twins are aligned by their clocks only; declare one under "reference"';
  return [warning('definition.no-reference', ['reference'], sentence)];
}

/** Events may be recorded later, so a name that no unit declares is no error; but it may be mistyped. */
function eventWarnings({ reference, phases, nominal, units, sources }: Definition): DefinitionWarning[] {
  const declared = [
    ...units.flatMap((unit) => unit.events.map((event) => event.name)),
    ...sources.flatMap((source) => Object.values(source.events?.names ?? {})),
  ];
  const named: [Path, string | undefined][] = [
    [['reference'], reference],
    ...phases.flatMap(({ from, to }, i): [Path, string | undefined][] => [
      [['phases', i, 'from'], from],
      [['phases', i, 'to'], to],
    ]),
    ...nominal.map(({ event }, i): [Path, string] => [['nominal', i, 'event'], event]),
  ];
  return named.flatMap(([path, name]) => {
    if (name === undefined || declared.includes(name)) return [];
    const others =
      declared.length === 0 ? 'none is declared' : `declared: ${[...new Set(declared)].join(', ')}`;
    const sentence = `no unit declares the event ${quoted(name)} (${others}); it counts once it is recorded`;
    return [warning('definition.undeclared-event', path, sentence)];
  });
}

/** What stands still for longer than half of a phase is seen near its end or never; a twentieth of it is what to declare. */
function stuckWarnings({ phases, units, channels }: Definition): DefinitionWarning[] {
  const armed = phases.filter((phase) => phase.armed);
  const lengths = armed.flatMap(({ id, from, to }) =>
    units.flatMap((unit) => {
      const [begins, ends] = [from, to].map((name) => unit.events.find((event) => event.name === name)?.at);
      if (begins === undefined || ends === undefined || begins >= ends) return [];
      return [{ id, unit: unit.id, seconds: (ends - begins) / MICROS_PER_SECOND }];
    }),
  );
  const [shortest] = lengths.sort((a, b) => a.seconds - b.seconds);
  if (shortest === undefined) return [];
  const { id: phase, unit, seconds } = shortest;
  return channels.flatMap(({ id, stuckAfter }, i) => {
    if (stuckAfter === null || stuckAfter <= seconds / 2) return [];
    const share = isoDuration(Math.max(60, Math.round(seconds / 20 / 60) * 60));
    const sentence = `a reading of ${id} that does not change is called STUCK after ${exactSpanText(stuckAfter * MICROS_PER_SECOND)}, and the armed phase ${phase} of ${unit} lasts ${exactSpanText(seconds * MICROS_PER_SECOND)}: declare stuckAfter, such as ${share}, if readings of ${id} change more often than that`;
    return [warning('definition.stuck-after-phase', ['channels', i, 'stuckAfter'], sentence)];
  });
}

function unitWarnings(definition: Definition, placeOf: PerUnit['placeOf']): DefinitionWarning[] {
  const declared = declaredBy(definition);
  return measuredPlaces(definition).flatMap(({ path, header, ...measured }) => {
    const read = readAs(declared, measured);
    const doubt = read === null ? null : headerDoubt(header, read);
    return doubt === null ? [] : [warning('definition.unit-unsure', placeOf(path), `the header ${doubt}`)];
  });
}
