import { SPACE, TAB } from '../reading/bytes.ts';
import { excerptOf } from '../reading/excerpt.ts';
import { KeyTable } from '../reading/key-table.ts';
import type { Layout } from '../reading/layout.ts';
import type { RowCells } from '../reading/row-cells.ts';
import { OPEN_BRACE, QUOTE } from './json-bytes.ts';
import {
  ESCAPED,
  LineScan,
  MEMBER_STRIDE,
  NAME_END,
  NAME_ESCAPED,
  NAME_START,
  NESTED,
  NULL,
  STRING,
  VALUE_END,
  VALUE_START,
  VALUE_TYPE,
} from './scan-line.ts';
import { unescaped } from './string-bytes.ts';

/** The member is none of the layout's. */
export const NO_PLACE = -1;

/** Names that a file is said to have beside the layout's; a hostile one has as many as it has members. */
const MOST_STRANGERS = 1000;

/** Members of one name are counted no further. */
const TWICE = 2;

const NO_BYTES = new Uint8Array(0);
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Between the name of an object and that of its member. */
const WITHIN = '.';

/** The members of one line by the places of the layout's header, and the names that came so far. */
export class Members implements RowCells {
  private readonly places: ReadonlyMap<string, number>;
  /** Place by the bytes of a name, up to its closing quote. */
  private readonly known = new KeyTable(QUOTE, 1);
  private readonly strangers = new Set<string>();
  private readonly hasCome: boolean[];
  /** Of each place: how often the line has it. */
  private readonly counts: Uint8Array;
  /** Of each place: where its text lies in the bytes; or its text, where that had escapes. */
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly texts: (Uint8Array | null)[];
  /** Of each member of the line: its place. */
  private placeOf = new Int32Array(0);
  /** Objects that hold what the layout names (`env` of `env.temp`). */
  private readonly holders: ReadonlySet<string>;
  /** One for each depth, made when it is reached. */
  private readonly scans: LineScan[] = [];
  private hasHolder = false;

  constructor({ header }: Layout) {
    this.places = new Map(header.map((name, place) => [name, place]));
    this.hasCome = header.map(() => false);
    this.counts = new Uint8Array(header.length);
    this.starts = new Int32Array(header.length);
    this.ends = new Int32Array(header.length);
    this.texts = header.map(() => null);
    this.holders = holdersIn(header);
  }

  /** Takes the members of a line. They stand in the bytes until the next line is taken. */
  take(bytes: Uint8Array, view: DataView, { members, length }: LineScan): void {
    this.counts.fill(0);
    this.hasHolder = false;
    if (this.placeOf.length < length / MEMBER_STRIDE)
      this.placeOf = new Int32Array(members.length / MEMBER_STRIDE);
    for (let at = 0; at < length; at += MEMBER_STRIDE) {
      const place = this.placeNamed(bytes, view, members, at);
      this.placeOf[at / MEMBER_STRIDE] = place;
      if (place !== NO_PLACE) this.takeAt(bytes, members, at, place);
      else if (this.holders.size > 0) this.takeFrom(bytes, members, at, nameAt(bytes, members, at), 0);
    }
  }

  private takeAt(bytes: Uint8Array, members: Int32Array, at: number, place: number): void {
    if (this.counts[place] === 0) this.takeText(bytes, members, at, place);
    if (this.counts[place]! < TWICE) this.counts[place]!++;
    this.hasCome[place] = true;
  }

  /** Takes what the layout names of the object that lies there. */
  private takeFrom(bytes: Uint8Array, members: Int32Array, at: number, name: string, depth: number): void {
    if (!this.holders.has(name)) return;
    this.hasHolder = true;
    const brace = members[at + VALUE_START]!;
    if (members[at + VALUE_TYPE] !== NESTED || bytes[brace] !== OPEN_BRACE) {
      if (members[at + VALUE_TYPE] !== NULL) this.addStranger(name);
      return;
    }
    this.scans[depth] ??= new LineScan();
    const scan = this.scans[depth];
    scan.scanWithin(bytes, brace);
    for (let inner = 0; inner < scan.length; inner += MEMBER_STRIDE) {
      const own = `${name}${WITHIN}${nameAt(bytes, scan.members, inner)}`;
      const place = this.places.get(own) ?? NO_PLACE;
      if (place !== NO_PLACE) this.takeAt(bytes, scan.members, inner, place);
      else if (this.holders.has(own)) this.takeFrom(bytes, scan.members, inner, own, depth + 1);
      else this.addStranger(own);
    }
  }

  private addStranger(name: string): void {
    if (this.strangers.size < MOST_STRANGERS) this.strangers.add(excerptOf(new TextEncoder().encode(name)));
  }

  /** Whether the last line had an object, or what else stands in its place, that holds what the layout names. */
  hasHeld(): boolean {
    return this.hasHolder;
  }

  /** A string's characters, the text of a number, of an object or of a word as it stands; of `null` nothing. */
  private takeText(bytes: Uint8Array, members: Int32Array, at: number, place: number): void {
    const type = members[at + VALUE_TYPE];
    const start = members[at + VALUE_START]!;
    const end = members[at + VALUE_END]!;
    const text = type === ESCAPED ? unescaped(bytes.subarray(start, end)) : null;
    this.texts[place] = text;
    this.starts[place] = text === null ? start : 0;
    this.ends[place] = text === null ? (type === NULL ? start : end) : text.length;
    if (type === STRING || text !== null) this.trim(text ?? bytes, place);
  }

  /** The blanks around a text go, which a cell of a CSV does not keep either. */
  private trim(text: Uint8Array, place: number): void {
    let from = this.starts[place]!;
    let to = this.ends[place]!;
    while (from < to && isBlank(text[from]!)) from++;
    while (to > from && isBlank(text[to - 1]!)) to--;
    this.starts[place] = from;
    this.ends[place] = to;
  }

  /** The place of the member of this line that lies at `at` in the scan. */
  placeAt(at: number): number {
    return this.placeOf[at / MEMBER_STRIDE]!;
  }

  private placeNamed(bytes: Uint8Array, view: DataView, members: Int32Array, at: number): number {
    const { known } = this;
    const start = members[at + NAME_START]!;
    const isEscaped = members[at + NAME_ESCAPED] === 1;
    if (!isEscaped) {
      const entry = known.next(view, start) ?? known.find(view, start);
      if (entry !== null) return entry.kind;
    }
    const end = members[at + NAME_END]!;
    const raw = bytes.subarray(start, end);
    const name = isEscaped ? unescaped(raw) : raw;
    const text = decoder.decode(name);
    const place = this.places.get(text) ?? NO_PLACE;
    if (place === NO_PLACE && this.strangers.size < MOST_STRANGERS && !this.holders.has(text))
      this.strangers.add(excerptOf(name));
    if (!isEscaped) known.learn(bytes, start, end, place);
    return place;
  }

  /** Names that came, those of the layout first, the others in the file's order. */
  names(): readonly string[] {
    const own = [...this.places].filter(([, place]) => this.hasCome[place]).map(([name]) => name);
    return [...own, ...this.strangers];
  }

  hasTwice(): boolean {
    return this.counts.includes(TWICE);
  }

  isTwice(index: number): boolean {
    return this.counts[index] === TWICE;
  }

  lengthOf(index: number): number {
    return this.counts[index] === 0 ? 0 : this.ends[index]! - this.starts[index]!;
  }

  cell(bytes: Uint8Array, index: number): Uint8Array {
    if (this.counts[index] === 0) return NO_BYTES;
    return (this.texts[index] ?? bytes).subarray(this.starts[index], this.ends[index]);
  }
}

/** `a` and `a.b` of `a.b.c`. */
function holdersIn(header: readonly string[]): ReadonlySet<string> {
  const own = new Set(header);
  const holders = header.flatMap((name) => {
    const parts = name.split(WITHIN);
    return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join(WITHIN));
  });
  return new Set(holders.filter((name) => !own.has(name)));
}

function nameAt(bytes: Uint8Array, members: Int32Array, at: number): string {
  const raw = bytes.subarray(members[at + NAME_START]!, members[at + NAME_END]!);
  return decoder.decode(members[at + NAME_ESCAPED] === 1 ? unescaped(raw) : raw);
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}
