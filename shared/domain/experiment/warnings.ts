/** What is accepted, and why it will not do what its author may expect. */
import type { Definition } from './definition.ts';
import { fieldOf } from './problems.ts';

export interface DefinitionWarning {
  readonly code: 'definition.not-yet-acted-on' | 'definition.undeclared-event' | 'definition.no-reference';
  readonly field: string;
  readonly message: string;
}

type Path = readonly PropertyKey[];

/** Every warning of an accepted definition; none says that all of it is acted on. */
export function warningsOf(definition: Definition): readonly DefinitionWarning[] {
  const unused = NOT_YET_ACTED_ON.flatMap(({ places, sentence }) =>
    places(definition).map((path) => warning('definition.not-yet-acted-on', path, sentence)),
  );
  return [...unused, ...referenceWarnings(definition), ...eventWarnings(definition)];
}

/** One line a feature to come: where the definition uses it, and what happens meanwhile. */
const NOT_YET_ACTED_ON: readonly { places: (definition: Definition) => Path[]; sentence: string }[] = [
  {
    places: ({ analysis }) => (analysis === undefined ? [] : [['analysis']]),
    sentence: 'the planned analysis is kept, but no answer follows it yet',
  },
  {
    places: ({ units }) =>
      units.flatMap((unit, i) =>
        unit.sensors.flatMap((sensor, j) =>
          sensor.calibrations.length > 0 ? [['units', i, 'sensors', j, 'calibrations']] : [],
        ),
      ),
    sentence: 'calibrations are kept, but not applied yet: readings are stored as they stand in the file',
  },
  {
    places: ({ channels }) =>
      channelPlaces(channels, 'calibrators', ({ calibrators }) => calibrators.length > 0),
    sentence: 'calibrators are kept, but not applied yet: readings are stored as they stand in the file',
  },
  {
    places: ({ channels }) => channelPlaces(channels, 'setpoint', ({ setpoint }) => setpoint.length > 0),
    sentence: 'the set-point is kept, but nothing is compared with it yet',
  },
  {
    places: ({ channels }) =>
      channelPlaces(channels, 'reference', ({ reference }) => reference !== undefined),
    sentence: 'the references are kept, but drift is not looked for yet',
  },
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

function channelPlaces(
  channels: Definition['channels'],
  key: string,
  uses: (channel: Definition['channels'][number]) => boolean,
): Path[] {
  return channels.flatMap((channel, i) => (uses(channel) ? [['channels', i, key]] : []));
}

function referenceWarnings({ reference, pairs }: Definition): DefinitionWarning[] {
  if (reference !== undefined || pairs.length === 0) return [];
  const sentence =
    'no event is named that elapsed time counts from: twins are laid side by side by their clocks only';
  return [warning('definition.no-reference', ['reference'], sentence)];
}

/** Events may be recorded later, so a name that no unit declares is no error; but it may be mistyped. */
function eventWarnings({ reference, phases, units, sources }: Definition): DefinitionWarning[] {
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
  ];
  return named.flatMap(([path, name]) => {
    if (name === undefined || declared.includes(name)) return [];
    const others =
      declared.length === 0 ? 'none is declared' : `declared: ${[...new Set(declared)].join(', ')}`;
    const sentence = `no unit declares the event ${JSON.stringify(name)} (${others}); it counts once it is recorded`;
    return [warning('definition.undeclared-event', path, sentence)];
  });
}

function warning(code: DefinitionWarning['code'], path: Path, message: string): DefinitionWarning {
  return { code, field: fieldOf(path), message };
}
