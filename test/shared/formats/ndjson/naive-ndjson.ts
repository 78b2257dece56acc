/**
 * The rules for NDJSON once more, for whole files in memory, by `JSON.parse` and without any thought of speed: what the
 * streaming reader is held against. It shares no code with it but the reading of times.
 */
import type { ReadPlan } from '../../../../shared/formats/reading/reading.ts';

export interface NaiveResult {
  /** `line column kind time value`, in the file's order. */
  readonly accepted: readonly string[];
  /** `line column code samples`. */
  readonly rejects: readonly string[];
  /** `line time text`. */
  readonly events: readonly string[];
  readonly rows: number;
  /** Names of members that came. */
  readonly names: ReadonlySet<string>;
}

export function naiveNdjson(bytes: Uint8Array, plan: ReadPlan, maxLineBytes: number): NaiveResult {
  const accepted: string[] = [];
  const rejects: string[] = [];
  const events: string[] = [];
  const names = new Set<string>();
  const columns = plan.columns.map(({ header }) => header);
  const { time, keys, event } = plan;
  const wanted = [time, ...keys, ...plan.columns, ...(event === null ? [] : [event])].map(
    ({ header }) => header,
  );
  let rows = 0;

  const judge = (members: readonly Member[], line: number) => {
    const named = (name: string) => members.filter((member) => member.name === name);
    const textOf = (name: string) => named(name)[0]?.text ?? '';
    const isTwice = (name: string) => named(name).length > 1;
    const rejectRow = (code: string, column = '-', samples = columns.length) =>
      void rejects.push(`${line} ${column} ${code} ${samples}`);
    const filled = columns.filter((name) => isTwice(name) || textOf(name) !== '');
    const doubled = plan.keys.find(({ header }) => isTwice(header));
    if (doubled !== undefined) return rejectRow('row.duplicate-key', doubled.header);
    const kind = plan.keys.length === 0 ? 0 : plan.kindOf(plan.keys.map(({ header }) => textOf(header)));
    if (kind === -1) return;
    if (kind === -2) return rejectRow('row.unmapped', '-', Math.max(1, filled.length));
    const { header: timeName, reader } = plan.time;
    if (isTwice(timeName)) return rejectRow('row.duplicate-key', timeName);
    const timeText = new TextEncoder().encode(textOf(timeName));
    const time = reader.read(timeText, 0, timeText.length);
    if (time < 0) return rejectRow(reader.explain(timeText, 0, timeText.length).code, timeName);
    for (const name of filled) {
      const value = isTwice(name) ? 'row.duplicate-key' : numberOf(textOf(name));
      if (typeof value === 'string') rejectRow(value, name, 1);
      else accepted.push(`${line} ${name} ${kind} ${time} ${show(value)}`);
    }
    const label = plan.event === null ? '' : textOf(plan.event.header);
    if (plan.event !== null && isTwice(plan.event.header))
      rejectRow('row.duplicate-key', plan.event.header, 0);
    else if (label !== '') events.push(`${line} ${time} ${label}`);
    const isLong = plan.keys.length > 0 && columns.length === 1;
    if (label === '' && isLong && filled.length === 0) rejectRow('value.empty', columns[0]);
  };

  const lines = linesOf(bytes);
  for (const [i, line] of lines.entries()) {
    if (line.length <= maxLineBytes && /^[ \t\r]*$/.test(line)) continue;
    rows++;
    const lost = (code: string) => void rejects.push(`${i + 1} - ${code} ${columns.length}`);
    const members = membersOf(decoder.decode(Buffer.from(line, 'latin1')), wanted);
    if (line.length > maxLineBytes) lost('line.too-long');
    else if (members === null) lost(i === lines.length - 1 ? 'row.cut-off' : 'json.malformed');
    else judge(members, i + 1);
    if (line.length <= maxLineBytes) for (const { name } of members ?? []) names.add(name);
  }
  return { accepted, rejects, events, rows, names };
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** One character a byte. Where the last line has no end it is the last, else an empty one is. */
function linesOf(bytes: Uint8Array): string[] {
  let text = Buffer.from(bytes).toString('latin1');
  if (!text.slice(0, 65_536).includes('\n')) text = text.replaceAll('\r', '\n');
  return (text.startsWith('\xef\xbb\xbf') ? text.slice(3) : text).split('\n');
}

interface Member {
  readonly name: string;
  /** The cell's text. */
  readonly text: string;
}

/** The members of the line's object, doubled ones too, or null where the line is no object of JSON. */
function membersOf(line: string, wanted: readonly string[]): readonly Member[] | null {
  try {
    const parsed: unknown = JSON.parse(line.replaceAll(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, wordAsNull));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
  } catch {
    return null;
  }
  return membersWithin(line, '', wanted);
}

/** Of a whole object: its tokens may be found by their looks. An object that holds a wanted member is its members. */
function membersWithin(object: string, before: string, wanted: readonly string[]): readonly Member[] {
  const members: Member[] = [];
  let depth = 0;
  let name: string | null = null;
  let from = -1;
  const take = (own: string, value: string) => {
    const isHolder = !wanted.includes(own) && wanted.some((one) => one.startsWith(`${own}.`));
    if (!isHolder) members.push({ name: own, text: cellOf(value) });
    else if (value.startsWith('{')) members.push(...membersWithin(value, `${own}.`, wanted));
    else if (value !== 'null') members.push({ name: own, text: '' });
  };
  for (const { 0: token, index } of object.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g)) {
    if (depth === 1 && from >= 0 && (token === ',' || token === '}')) {
      take(before + (name ?? ''), object.slice(from, index).replace(/[ \t\r]+$/, ''));
      name = null;
      from = -1;
    } else if (depth === 1 && name === null && token.startsWith('"')) name = String(JSON.parse(token));
    else if (depth === 1 && from < 0 && name !== null && token !== ':') from = index;
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
  }
  return members;
}

function wordAsNull(token: string): string {
  return token.startsWith('"') ? token : 'null';
}

function cellOf(token: string): string {
  if (token === 'null') return '';
  const text = token.startsWith('"') ? String(JSON.parse(token)).toWellFormed() : token;
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}

function numberOf(text: string): number | string {
  if (/^[+-]?(?:nan|inf|infinity)$/i.test(text)) return 'value.not-finite';
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return 'value.not-a-number';
  return Number.isFinite(Number(text)) ? Number(text) : 'value.out-of-range';
}

/** Tells -0 from 0. */
export function show(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
