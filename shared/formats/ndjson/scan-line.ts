import { LF, MINUS } from '../reading/bytes.ts';
import {
  CLOSE_BRACE,
  COLON,
  COMMA,
  LOWER_F,
  LOWER_N,
  LOWER_T,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  TO_CLOSING,
  UPPER_I,
  UPPER_N,
} from './json-bytes.ts';
import {
  afterBlanks,
  endOfNumber,
  endOfPlainString,
  endOfString,
  endOfWord,
  NO_TOKEN,
} from './scan-tokens.ts';

/** Objects and lists within each other; what is deeper is no telemetry. */
export const MOST_DEPTH = 1000;

/** What a member's value is. */
export const NUMBER = 0;
export const STRING = 1;
/** A string with escapes. */
export const ESCAPED = 2;
export const NULL = 3;
/** `true`, `false`, and the `NaN` and `Infinity` that some programs write though JSON does not have them. */
export const WORD = 4;
/** An object or a list. */
export const NESTED = 5;

/** How a member lies in `LineScan.members`. */
export const MEMBER_STRIDE = 6;
/** Of the name without its quotes; whether it has escapes. */
export const NAME_START = 0;
export const NAME_END = 1;
export const NAME_ESCAPED = 2;
/** Of the value; of a string without its quotes. */
export const VALUE_START = 3;
export const VALUE_END = 4;
export const VALUE_TYPE = 5;

/** Why a line is no object. */
export interface LineProblem {
  readonly code: 'json.malformed' | 'json.too-deep';
  readonly message: string;
}

const WORDS = new Map(
  Object.entries({ true: LOWER_T, false: LOWER_F, null: LOWER_N, NaN: UPPER_N, Infinity: UPPER_I }).map(
    ([word, first]) => [first, new TextEncoder().encode(word)],
  ),
);
const NEGATIVE_INFINITY = new TextEncoder().encode('-Infinity');

/** The members of the object on one line, as positions in the bytes, in its order; names may come twice. */
export class LineScan {
  members = new Int32Array(64 * MEMBER_STRIDE);
  /** Members times the stride. */
  length = 0;
  private start = 0;
  private readonly open = new Uint8Array(MOST_DEPTH);
  /** Of the name that was read last. */
  private nameEnd = 0;
  /** Of the value or the name that was read last. */
  private type = NUMBER;
  private problem: LineProblem | null = null;

  /** Splits the line from `start` on, which ends with a LF. Null where it is one JSON object and nothing else. */
  scan(bytes: Uint8Array, start: number): LineProblem | null {
    this.length = 0;
    this.start = start;
    this.problem = null;
    let at = afterBlanks(bytes, start);
    if (bytes[at] !== OPEN_BRACE) this.fail(at, 'an object in braces');
    else at = this.scanObject(bytes, at);
    if (this.problem !== null) return this.problem;
    at = afterBlanks(bytes, at);
    if (bytes[at] !== LF) this.fail(at, 'the end of the line after its object');
    return this.problem;
  }

  /** Splits the object whose brace stands there, of a line that was found to be whole. */
  scanWithin(bytes: Uint8Array, brace: number): void {
    this.length = 0;
    this.scanObject(bytes, brace);
  }

  /** Where the object ends whose brace stands at `brace`. */
  private scanObject(bytes: Uint8Array, brace: number): number {
    const first = afterBlanks(bytes, brace + 1);
    if (bytes[first] === CLOSE_BRACE) return first + 1;
    for (let at = first; ; at = afterBlanks(bytes, at + 1)) {
      const value = this.afterName(bytes, at);
      if (value === NO_TOKEN) return NO_TOKEN;
      const nameEnd = this.nameEnd;
      const isEscaped = this.type === ESCAPED ? 1 : 0;
      const end = this.endOfValue(bytes, value);
      if (end === NO_TOKEN) return NO_TOKEN;
      const inside = this.type === STRING || this.type === ESCAPED ? 1 : 0;
      this.add(at + 1, nameEnd, isEscaped, value + inside, end - inside);
      at = afterBlanks(bytes, end);
      if (bytes[at] === CLOSE_BRACE) return at + 1;
      if (bytes[at] !== COMMA) return this.fail(at, 'a comma or a closing brace');
    }
  }

  /** Where the value of the member begins whose name should begin at `at`. */
  private afterName(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== QUOTE) return this.fail(at, 'the name of a member in quotes');
    this.nameEnd = this.endOfText(bytes, at);
    if (this.nameEnd === NO_TOKEN) return NO_TOKEN;
    const colon = afterBlanks(bytes, this.nameEnd + 1);
    return bytes[colon] === COLON
      ? afterBlanks(bytes, colon + 1)
      : this.fail(colon, 'a colon after the name of a member');
  }

  /** Where the closing quote stands of the string that begins at `at`; `type` is its type. */
  private endOfText(bytes: Uint8Array, at: number): number {
    this.type = STRING;
    let end = endOfPlainString(bytes, at + 1);
    if (end !== NO_TOKEN) return end;
    this.type = ESCAPED;
    end = endOfString(bytes, at + 1);
    return end === NO_TOKEN ? this.fail(at, 'a string with an end and valid escapes') : end;
  }

  /** Where the value ends that begins at `at`, or `NO_TOKEN`; `type` is its type. */
  endOfValue(bytes: Uint8Array, at: number): number {
    const byte = bytes[at]!;
    if (byte !== OPEN_BRACE && byte !== OPEN_BRACKET) return this.endOfScalar(bytes, at);
    const end = this.endOfNested(bytes, at);
    this.type = NESTED;
    return end;
  }

  private endOfScalar(bytes: Uint8Array, at: number): number {
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      const end = this.endOfText(bytes, at);
      return end === NO_TOKEN ? NO_TOKEN : end + 1;
    }
    this.type = NUMBER;
    let end = endOfNumber(bytes, at);
    if (end !== NO_TOKEN) return end;
    this.type = byte === LOWER_N ? NULL : WORD;
    const word = byte === MINUS ? NEGATIVE_INFINITY : WORDS.get(byte);
    end = word === undefined ? NO_TOKEN : endOfWord(bytes, at, word);
    return end === NO_TOKEN ? this.fail(at, 'a value of JSON') : end;
  }

  /** Goes through an object or a list without recursion: whoever nests deep shall not exhaust the stack. */
  private endOfNested(bytes: Uint8Array, first: number): number {
    const { open } = this;
    // The object of the line itself is the first.
    let depth = 1;
    let at = first;
    for (;;) {
      const byte = bytes[at]!;
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (depth === MOST_DEPTH) return this.failTooDeep();
        open[depth++] = byte;
        at = afterBlanks(bytes, at + 1);
        if (bytes[at] !== byte + TO_CLOSING) {
          if (byte === OPEN_BRACE) at = this.afterName(bytes, at);
          if (at === NO_TOKEN) return NO_TOKEN;
          continue;
        }
        depth--;
        at++;
      } else {
        at = this.endOfScalar(bytes, at);
        if (at === NO_TOKEN) return NO_TOKEN;
      }
      for (; depth > 1; depth--, at++) {
        at = afterBlanks(bytes, at);
        if (bytes[at] === COMMA) break;
        if (bytes[at] !== open[depth - 1]! + TO_CLOSING)
          return this.fail(at, 'a comma or the end of an object or a list');
      }
      if (depth === 1) return at;
      at = afterBlanks(bytes, at + 1);
      if (open[depth - 1] === OPEN_BRACE) at = this.afterName(bytes, at);
      if (at === NO_TOKEN) return NO_TOKEN;
    }
  }

  private add(nameStart: number, nameEnd: number, isEscaped: number, valueStart: number, valueEnd: number) {
    if (this.length === this.members.length) {
      const more = new Int32Array(2 * this.members.length);
      more.set(this.members);
      this.members = more;
    }
    const { members, length } = this;
    members[length + NAME_START] = nameStart;
    members[length + NAME_END] = nameEnd;
    members[length + NAME_ESCAPED] = isEscaped;
    members[length + VALUE_START] = valueStart;
    members[length + VALUE_END] = valueEnd;
    members[length + VALUE_TYPE] = this.type;
    this.length += MEMBER_STRIDE;
  }

  private fail(at: number, expected: string): typeof NO_TOKEN {
    this.problem = {
      code: 'json.malformed',
      message: `the line is no JSON object: expected ${expected} at byte ${at - this.start + 1}`,
    };
    return NO_TOKEN;
  }

  private failTooDeep(): typeof NO_TOKEN {
    this.problem = {
      code: 'json.too-deep',
      message: `the line nests objects and lists deeper than ${MOST_DEPTH}`,
    };
    return NO_TOKEN;
  }
}
