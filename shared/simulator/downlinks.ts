import { MICROS_PER_SECOND, type Micros, type Seconds } from '../domain/time.ts';
import { SENSORS, seriesOfSensor } from './channels.ts';
import { type Layout, rowText } from './layouts.ts';
import { type MissionOptions, type Side, samplingOf, unitsOf } from './mission.ts';
import { type Random, randomStream } from './random.ts';
import { recordSide } from './record-side.ts';
import { shuffled } from './shuffled.ts';

/** How what was recorded comes down: whole dumps of memory, one a contact, a file each. */
export interface DownlinkPlan {
  readonly layout: Layout;
  /** From contact to contact. */
  readonly every: Seconds;
  /** How much of what the contact before brought down comes again. */
  readonly overlap: Seconds;
  /** Share of rows that are lost, come twice, or change places with the next one. */
  readonly packets: { readonly dropped: number; readonly duplicated: number; readonly swapped: number };
  /** Whether dumps arrive in another order than they were recorded in. */
  readonly shuffled: boolean;
  /** How many dumps arrive twice. */
  readonly repeated: number;
  /** How much the recorder holds before it overwrites its oldest rows; all of it where not given. */
  readonly ring?: Seconds;
  /** A live stream beside the dumps: what is measured from acquisition to loss of signal, a file a contact. */
  readonly live?: LivePlan;
}

export interface LivePlan {
  /** Units that nobody records: of them only the live stream tells. */
  readonly only: readonly string[];
}

/** From acquisition to loss of signal. */
export const CONTACT_SECONDS: Seconds = 480;

/** The next piece of the files that it belongs to: one, or two where the dump arrives twice. */
export interface FilePart<Text extends string | Uint8Array = string> {
  readonly files: readonly string[];
  readonly text: Text;
}

/** Samples that came down, each counted once, by unit and series. */
export type SampleCounts = Record<string, Record<string, number>>;

/** Text is handed over in pieces of about so many characters. */
const PIECE = 1 << 16;

/**
 * Plays one side and cuts what it recorded into dumps. Files are numbered in the order of their arrival
 * (`flight-001.csv`). No more than the overlap of two dumps is held. The generator returns what it counted.
 */
export function* downlinkFiles(
  options: MissionOptions,
  side: Side,
  plan: DownlinkPlan,
): Generator<FilePart, SampleCounts> {
  const units = unitsOf(options).filter((unit) => unit.side === side);
  const { header, linesOf } = rowText(plan.layout, units, options);
  const names = arrivals(options, side, plan);
  const link = linkOf(options, side, plan);
  const counts = new Float64Array(units.length * SENSORS.length);
  const recent: { at: Micros; lines: string }[] = [];
  const overlap = plan.overlap * MICROS_PER_SECOND;
  let dump = 0;
  let text = header;
  // A contact is short: its live stream waits until the dump around it is written.
  let heard = '';
  for (const { at, lines, live, isNew, cells } of packets(options, side, plan, link, linesOf)) {
    const isHeard = link.isHeard(at);
    while (dump < names.length - 1 && at >= contactAt(options, side, plan, dump)) {
      yield { files: names[dump]!, text };
      if (heard !== '') yield { files: [liveName(side, dump)], text: header + heard };
      heard = '';
      const from = contactAt(options, side, plan, dump) - overlap;
      while (recent.length > 0 && recent[0]!.at < from) recent.shift();
      text = header + recent.map((row) => row.lines).join('');
      dump += 1;
    }
    const isKept = at >= contactAt(options, side, plan, dump) - link.ring;
    if (isNew) countSamples(counts, cells, isHeard, isKept, link.isRecorded);
    if (isHeard) heard += live;
    if (!isKept) continue;
    text += lines;
    if (overlap > 0) {
      while (recent.length > 0 && recent[0]!.at < at - overlap) recent.shift();
      recent.push({ at, lines });
    }
    if (text.length >= PIECE) {
      yield { files: names[dump]!, text };
      text = '';
    }
  }
  yield { files: names[dump]!, text };
  if (heard !== '') yield { files: [liveName(side, dump)], text: header + heard };
  return Object.fromEntries(
    units.map(({ id }, u) => [
      id,
      Object.fromEntries(
        SENSORS.map((sensor, s) => [seriesOfSensor(sensor), counts[u * SENSORS.length + s]!]),
      ),
    ]),
  );
}

/** A sample counts once, whether the live stream, a dump or both bring it. */
function countSamples(
  counts: Float64Array,
  cells: Float64Array,
  isHeard: boolean,
  isKept: boolean,
  isRecorded: readonly boolean[],
): void {
  for (let i = 0; i < cells.length; i++) {
    if (Number.isNaN(cells[i]!)) continue;
    if (isHeard || (isKept && isRecorded[Math.floor(i / SENSORS.length)]!)) counts[i]! += 1;
  }
}

/** What the link brings of a side. */
interface Link {
  /** How far back a dump reaches, in µs. */
  readonly ring: Micros;
  readonly hasLive: boolean;
  /** By unit of the side, whether dumps hold it. */
  readonly isRecorded: readonly boolean[];
  /** Whether a contact goes on that hears what is measured then. */
  isHeard(at: Micros): boolean;
}

function linkOf(options: MissionOptions, side: Side, plan: DownlinkPlan): Link {
  const { ring, live, every } = plan;
  const units = unitsOf(options).filter((unit) => unit.side === side);
  const { first } = samplingOf(options, side);
  return {
    ring: ring === undefined ? Number.POSITIVE_INFINITY : ring * MICROS_PER_SECOND,
    hasLive: live !== undefined,
    isRecorded: units.map(({ id }) => !live?.only.includes(id)),
    isHeard(at) {
      const number = Math.floor((at - first) / (every * MICROS_PER_SECOND));
      if (live === undefined || number < 1) return false;
      return at - contactAt(options, side, plan, number - 1) < CONTACT_SECONDS * MICROS_PER_SECOND;
    },
  };
}

/** Live files have names of their own, numbered by contact. */
function liveName(side: Side, number: number): string {
  return `${side}-live-${String(number).padStart(3, '0')}.csv`;
}

/** When the contact begins that brings dump `number` down; it holds what was measured before. */
export function contactAt(
  options: MissionOptions,
  side: Side,
  { every }: Pick<DownlinkPlan, 'every'>,
  number: number,
): Micros {
  return samplingOf(options, side).first + (number + 1) * every * MICROS_PER_SECOND;
}

export function dumpCount(
  options: MissionOptions,
  side: Side,
  { every }: Pick<DownlinkPlan, 'every'>,
): number {
  return Math.max(1, Math.ceil((samplingOf(options, side).count * options.period) / every));
}

/** The file names of each dump: in the order of recording, numbered in the order of arrival. */
function arrivals(options: MissionOptions, side: Side, plan: DownlinkPlan): string[][] {
  const dumps = Array.from({ length: dumpCount(options, side, plan) }, (_, i) => i);
  const random = randomStream(options.seed, `arrivals ${side}`);
  const twice = shuffled(dumps, random.uniform).slice(0, plan.repeated);
  const all = [...dumps, ...twice];
  const order = plan.shuffled ? shuffled(all, random.uniform) : all;
  const names = dumps.map((): string[] => []);
  for (const [i, dump] of order.entries()) names[dump]!.push(`${side}-${String(i + 1).padStart(3, '0')}.csv`);
  return names;
}

interface Packet {
  readonly at: Micros;
  /** Of the dump: of the units that are recorded; empty where none has a reading. */
  readonly lines: string;
  /** Of the live stream, of all units; empty where there is none. */
  readonly live: string;
  /** False for the copy of a row that came before. */
  readonly isNew: boolean;
  /** Overwritten by the next packet that is new. */
  readonly cells: Float64Array;
}

/** Rows as the link hands them over: some lost, some twice, some late by one. */
function* packets(
  options: MissionOptions,
  side: Side,
  { packets: rates }: DownlinkPlan,
  { isRecorded, hasLive }: Link,
  linesOf: (row: { at: Micros; stamp: Micros; cells: Float64Array }) => string,
): Generator<Packet> {
  const random: Random = randomStream(options.seed, `packets ${side}`);
  const isWhole = isRecorded.every(Boolean);
  const ofDump = (row: { at: Micros; stamp: Micros; cells: Float64Array }) => {
    const cells = row.cells.map((cell, i) =>
      isRecorded[Math.floor(i / SENSORS.length)] ? cell : Number.NaN,
    );
    return cells.every(Number.isNaN) ? '' : linesOf({ ...row, cells });
  };
  let late: Packet | null = null;
  for (const row of recordSide(options, side)) {
    const [drop, twice, swap] = [random.uniform(), random.uniform(), random.uniform()];
    if (drop < rates.dropped) continue;
    const all = isWhole || hasLive ? linesOf(row) : '';
    const lines = isWhole ? all : ofDump(row);
    const packet = { at: row.at, lines, live: hasLive ? all : '', isNew: true, cells: row.cells };
    if (late === null && swap < rates.swapped) {
      late = { ...packet, cells: row.cells.slice() };
      continue;
    }
    yield packet;
    if (twice < rates.duplicated) yield { ...packet, isNew: false };
    if (late !== null) yield late;
    late = null;
  }
  if (late !== null) yield late;
}
