/** A definition for files alone: units, channels and sources, every guess marked. */
import { Document, isMap } from 'yaml';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { parseDefinition } from '../../domain/experiment/parse-definition.ts';
import { Refusal } from '../../domain/refusal.ts';
import { channelsIn, type FoundChannel } from '../../domain/source-proposal/channels-in-files.ts';
import { columnsOf, type FileShape } from '../../domain/source-proposal/file-shape.ts';
import { whyUnreadable } from '../../domain/source-proposal/map-columns.ts';
import { idOf } from '../../domain/source-proposal/match-pattern.ts';
import type { Preset } from '../../domain/source-proposal/presets.ts';
import { type Guess, proposeSource } from '../../domain/source-proposal/propose-source.ts';
import { quantityMeant } from '../../domain/source-proposal/quantities.ts';
import { type FoundUnit, unitsInFiles } from '../../domain/source-proposal/units-in-files.ts';
import type { Micros } from '../../domain/time.ts';
import { markGuesses, namesUnit, shapeOf } from './propose.ts';

export interface FileBegun {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

/**
 * The YAML of a definition by which the files are read as they are; whatever was decided is a comment that begins with `?`.
 * Fails with `file.*` where a file is no table with times, and with `definition.no-channel` where no column names a
 * quantity that is known.
 */
export function newDefinition(
  id: string,
  files: readonly FileBegun[],
  now: Micros,
  preset: Preset | null = null,
): string {
  const read = files.map(({ name, bytes, isWhole }) => shapeOf(name, bytes, isWhole, now, preset));
  const shapes = read.map(({ shape }) => shape);
  const units = unitsInFiles(shapes.map((shape) => ({ shape, columns: columnsOf(shape, namesUnit) })));
  const channels = uniqueBy(
    shapes.flatMap((shape) => channelsIn(shape, columnsOf(shape, namesUnit), units)),
    (channel) => channel.id,
  );
  if (channels.length === 0) throw noChannel(shapes);
  const hardware = hardwareOf(units);
  const document = { id, ...hardware.document, channels: channels.map(channelEntry) };
  const definition = parseDefinition(document);
  const proposals = askedOfPositions(
    ofPatterns(
      mappedOnes(
        read.map(({ shape, remark }) => {
          const { source, remarks, guesses } = proposeSource(definition, shape, namesUnit);
          return { fileName: shape.fileName, source, remarks: [remark, ...remarks], guesses };
        }),
      ),
    ),
  );
  const guesses = [
    ...hardware.guesses,
    ...channels.flatMap(({ guesses: of }, i) =>
      Object.entries(of).map(([key, text]): Guess => ({ path: ['channels', i, key], text })),
    ),
  ];
  const ofSources = proposals.flatMap(({ guesses: own }, i) =>
    own.map(({ path, text }): Guess => ({ path: ['sources', i, ...path], text })),
  );
  return textOf(
    { ...document, sources: proposals.map(({ source }) => source) },
    [...guesses, ...ofSources],
    proposals.map(({ remarks }) => remarks),
  );
}

interface Proposed {
  readonly fileName: string;
  readonly source: Readonly<Record<string, unknown>>;
  readonly remarks: readonly string[];
  readonly guesses: readonly Guess[];
}

/** A file no column of which could be mapped has no source: it is named beside the first that has one, with the reasons. */
function mappedOnes(proposals: readonly Proposed[]): readonly Proposed[] {
  const isMapped = ({ source: { columns, layout, events } }: Proposed) =>
    layout === 'long' || events !== undefined || Object.keys(columns ?? {}).length > 0;
  const [first, ...others] = proposals.filter(isMapped);
  if (first === undefined) return proposals;
  const told = proposals.flatMap((one) =>
    isMapped(one)
      ? []
      : [
          `${one.fileName} is not read by this draft, add a source for it: ${one.remarks.slice(1).join('; ')}`,
        ],
  );
  return [{ ...first, remarks: [...first.remarks, ...told] }, ...others];
}

/**
 * One source a pattern. Files of which only a number in the name differs are of one; a file that fits a pattern and looks
 * otherwise is named, for its columns are not read by it.
 */
function ofPatterns(proposals: readonly Proposed[]): Proposed[] {
  const alike = [...Map.groupBy(proposals, (one) => canonicalJson(inAnyFile(one.source))).values()];
  const counted = alike.flatMap((files) =>
    new Set(files.map(({ source }) => source.match)).size === 1 ? files : files.slice(0, 1).map(ofAll),
  );
  return [...Map.groupBy(counted, ({ source }) => source.match).values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const unlike = others.filter(({ source }) => canonicalJson(source) !== canonicalJson(first.source));
    const told = unlike.map(
      ({ fileName }) =>
        `${fileName} fits the same pattern and looks otherwise: give it a pattern and a source of its own`,
    );
    return [{ ...first, remarks: [...first.remarks, ...told] }];
  });
}

const anyNumber = (match: unknown): string => String(match).replaceAll(/\d+/g, '*').replaceAll(/\*+/g, '*');

const inAnyFile = (source: Proposed['source']) => ({
  ...source,
  id: null,
  match: anyNumber(source.match),
});

/** The source of files that are read alike, whatever number their names have. */
function ofAll({ source, guesses, ...one }: Proposed): Proposed {
  const match = anyNumber(source.match);
  const others = guesses.filter(({ path }) => path[0] !== 'match');
  const guess = { path: ['match'], text: 'these files look alike: their numbers are taken for a count' };
  return { ...one, source: { ...source, id: idOf(match), match }, guesses: [guess, ...others] };
}

/** Channels of columns without names are called by their positions, which are the same in every file. */
function askedOfPositions(proposals: readonly Proposed[]): readonly Proposed[] {
  const first = proposals.find(({ source }) => source.header === 'none');
  return proposals.map((one) => {
    if (one === first || first === undefined || one.source.header !== 'none') return one;
    const remark = `${first.fileName} also has columns without names, which share the channels column-2, column-3 with these: where one measures something else here, give it a channel of its own`;
    return { ...one, remarks: [...one.remarks, remark] };
  });
}

const channelEntry = ({ id, quantity, unit, period, storage, resolution }: FoundChannel) => ({
  id,
  ...(quantity === id ? {} : { quantity }),
  ...{ unit, period, storage },
  ...(resolution === undefined ? {} : { resolution }),
});

/** Two arms where flight and ground both have units, and one on a bench where nobody can tell. */
function hardwareOf(units: readonly FoundUnit[]) {
  const sides = new Set(units.map(({ side }) => side));
  const isFlight = sides.has('FLIGHT') && sides.has('GROUND') && !sides.has(null);
  const armOf = ({ side }: FoundUnit) => (!isFlight ? 'bench' : side === 'FLIGHT' ? 'flight' : 'ground');
  const [flying, grounded] = (['flight', 'ground'] as const).map((arm) =>
    units.filter((one) => armOf(one) === arm),
  );
  const isPaired = isFlight && flying!.length === grounded!.length;
  const arms = isFlight
    ? [
        { id: 'flight', kind: 'SPACEFLIGHT' },
        { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
      ]
    : [{ id: 'bench', kind: 'GROUND_CONTROL_ASYNCHRONOUS' }];
  const guesses: Guess[] = [
    ...(isFlight
      ? [{ path: ['arms', 1, 'kind'], text: 'GROUND_CONTROL_ASYNCHRONOUS where it ran at another time' }]
      : [
          {
            path: ['mode'],
            text: 'nothing says what flew: FLIGHT, with an arm SPACEFLIGHT, where something did',
          },
          {
            path: ['arms', 0, 'kind'],
            text: 'or SPACEFLIGHT, GROUND_CONTROL_SYNCHRONOUS, SIMULATED_MICROGRAVITY',
          },
        ]),
    ...units.map(
      ({ by }, i): Guess => ({
        path: ['units', i, 'id'],
        text: by === null ? 'no file names a unit' : `named by ${by}`,
      }),
    ),
    ...(isPaired
      ? [
          {
            path: ['pairs', 0, 'id'],
            text: 'paired by the order of the files: is this the ground control of this flight unit?',
          },
        ]
      : []),
  ];
  return {
    guesses,
    document: {
      ...(isFlight ? {} : { mode: 'REHEARSAL' }),
      arms,
      units: units.map((one) => ({ id: one.id, arm: armOf(one) })),
      ...(isPaired && {
        pairs: flying!.map(({ id: flight }, i) => ({ id: `P${i + 1}`, flight, ground: grounded![i]!.id })),
      }),
    },
  };
}

/** No line names the schema to editors: a draft is written anywhere, and a relative path leads nowhere from there. */
const HEAD = ` A draft for the files that it was made from. Everything after "?" is a guess: keep it, or correct it.
 It can be put in force as it is: ./howship experiment apply FILE. Events, phases and margins are not in files;
 docs/definition.md says how to add them.`;

function textOf(
  document: object,
  guesses: readonly Guess[],
  remarks: readonly (readonly string[])[],
): string {
  const yaml = new Document(document, { aliasDuplicateObjects: false });
  yaml.commentBefore = HEAD;
  markGuesses(yaml, guesses, []);
  remarks.forEach((list, i) => {
    const node = yaml.getIn(['sources', i], true);
    if (isMap(node))
      node.commentBefore = list.map((remark, line) => ` ${line === 0 ? '' : '? '}${remark}`).join('\n');
  });
  return yaml.toString({ lineWidth: 0 });
}

function uniqueBy<T>(list: readonly T[], nameOf: (one: T) => string): T[] {
  const found = new Map<string, T>();
  for (const one of list) if (!found.has(nameOf(one))) found.set(nameOf(one), one);
  return [...found.values()];
}

function noChannel(shapes: readonly FileShape[]): Refusal {
  const unreadable = shapes.flatMap((shape) =>
    columnsOf(shape, namesUnit).flatMap((column) => {
      const why = quantityMeant(column.header) === null ? null : whyUnreadable(column);
      return why === null ? [] : [`${column.header} ${why}`];
    }),
  );
  const headers = [...new Set(shapes.flatMap(({ header }) => header))].slice(0, 20).join(', ');
  const reason =
    unreadable.length > 0
      ? `no column can be read as numbers: ${unreadable.slice(0, MOST_UNREADABLE).join('; ')}`
      : `no column names a quantity that is known (temperature, humidity, co2, pressure, acceleration, …): the files have ${headers}; write the channels yourself, and ./howship source try FILE --definition FILE maps them`;
  return new Refusal('invalid', 'definition.no-channel', reason);
}

const MOST_UNREADABLE = 5;
