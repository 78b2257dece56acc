import { SPACE, TAB } from '../reading/bytes.ts';
import { excerptOf } from '../reading/excerpt.ts';
import { UNKNOWN } from '../reading/key-entry.ts';
import { KeyTable } from '../reading/key-table.ts';
import type { Layout } from '../reading/layout.ts';
import type { RowCells } from '../reading/row-judge.ts';
import { QUOTE } from './json-bytes.ts';
import {
  ESCAPED,
  type LineScan,
  MEMBER_STRIDE,
  NAME_END,
  NAME_ESCAPED,
  NAME_START,
  NULL,
  VALUE_END,
  VALUE_START,
  VALUE_TYPE,
} from './scan-line.ts';
import { unescaped } from './string-bytes.ts';

/** The member is none of the layout's. */
export const NO_PLACE = -1;

/** Names that a file is said to have beside the layout's; a hostile one has as many as it has members. */
const MOST_STRANGERS = 1000;

const NO_BYTES = new Uint8Array(0);
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The members of one line by the places of the layout's header, and the names that came so far. */
export class Members implements RowCells {
  private readonly places: ReadonlyMap<string, number>;
  /** Place by the bytes of a name, up to its closing quote. */
  private readonly known = new KeyTable(QUOTE, 1);
  private readonly strangers = new Set<string>();
  private readonly hasCome: boolean[];
  /** Of each place: where its member lies in the scan, or -1. */
  private readonly memberAt: Int32Array;
  private readonly twice: Uint8Array;
  private members = new Int32Array(0);
  /** Of each member of the line. */
  private placeOf = new Int32Array(0);
  private bytes: Uint8Array = NO_BYTES;

  constructor({ header }: Layout) {
    this.places = new Map(header.map((name, place) => [name, place]));
    this.hasCome = header.map(() => false);
    this.memberAt = new Int32Array(header.length);
    this.twice = new Uint8Array(header.length);
  }

  /** Takes the members of a line. They stand in the bytes until the next line is taken. */
  take(bytes: Uint8Array, view: DataView, { members, length }: LineScan): void {
    this.members = members;
    this.bytes = bytes;
    this.memberAt.fill(-1);
    this.twice.fill(0);
    if (this.placeOf.length < length / MEMBER_STRIDE)
      this.placeOf = new Int32Array(members.length / MEMBER_STRIDE);
    for (let at = 0; at < length; at += MEMBER_STRIDE) {
      const place = this.placeNamed(bytes, view, at);
      this.placeOf[at / MEMBER_STRIDE] = place;
      if (place === NO_PLACE) continue;
      if (this.memberAt[place]! >= 0) this.twice[place] = 1;
      else this.memberAt[place] = at;
      this.hasCome[place] = true;
    }
  }

  /** The place of the member of this line that lies at `at` in the scan. */
  placeAt(at: number): number {
    return this.placeOf[at / MEMBER_STRIDE]!;
  }

  private placeNamed(bytes: Uint8Array, view: DataView, at: number): number {
    const { members, known } = this;
    const start = members[at + NAME_START]!;
    const isEscaped = members[at + NAME_ESCAPED] === 1;
    if (!isEscaped) {
      let entry = known.next(view, start);
      if (entry === UNKNOWN) entry = known.find(view, start);
      if (entry !== UNKNOWN) return known.kindOf(entry);
    }
    const end = members[at + NAME_END]!;
    const raw = bytes.subarray(start, end);
    const name = isEscaped ? unescaped(raw) : raw;
    const place = this.places.get(decoder.decode(name)) ?? NO_PLACE;
    if (place === NO_PLACE && this.strangers.size < MOST_STRANGERS) this.strangers.add(excerptOf(name));
    if (!isEscaped) known.learn(bytes, start, end, place);
    return place;
  }

  /** Names that came, those of the layout first, the others in the file's order. */
  names(): readonly string[] {
    const own = [...this.places].filter(([, place]) => this.hasCome[place]).map(([name]) => name);
    return [...own, ...this.strangers];
  }

  hasTwice(): boolean {
    return this.twice.includes(1);
  }

  isTwice(index: number): boolean {
    return this.twice[index] === 1;
  }

  lengthOf(index: number): number {
    return this.cell(this.bytes, index).length;
  }

  /** A string's characters, the text of a number, of an object or of a word as it stands; of `null` nothing. */
  cell(bytes: Uint8Array, index: number): Uint8Array {
    const at = this.memberAt[index]!;
    const type = at < 0 ? NULL : this.members[at + VALUE_TYPE];
    if (type === NULL) return NO_BYTES;
    const raw = bytes.subarray(this.members[at + VALUE_START], this.members[at + VALUE_END]);
    return trimmed(type === ESCAPED ? unescaped(raw) : raw);
  }
}

/** Without the blanks around it, which a cell of a CSV does not keep either. */
function trimmed(text: Uint8Array): Uint8Array {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text[from]!)) from++;
  while (to > from && isBlank(text[to - 1]!)) to--;
  return text.subarray(from, to);
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}
