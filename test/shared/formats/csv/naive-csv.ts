/**
 * The rules for a wide CSV once more, for whole files in memory and without any thought of speed: what the streaming
 * reader is held against. It shares no code with it.
 */
export interface NaivePlan {
  readonly time: string;
  readonly columns: readonly string[];
  readonly maxLineBytes: number;
}

export interface NaiveResult {
  /** `line column time value`, in the file's order. */
  readonly accepted: readonly string[];
  /** `line column code samples`. */
  readonly rejects: readonly string[];
  readonly rows: number;
}

interface Split {
  readonly cells: string[];
  /** Past the record's line feed; or where it went wrong. */
  readonly at: number;
  readonly problem: 'quote.unclosed' | 'quote.malformed' | null;
}

export function naiveCsv(bytes: Uint8Array, plan: NaivePlan): NaiveResult {
  const file = Buffer.from(bytes).toString('latin1');
  const text = file.endsWith('\n') ? file : `${file}\n`;
  let at = text.startsWith('\xef\xbb\xbf') ? 3 : 0;
  let line = 1;
  while (/^[ \t\r,]*\n/.test(text.slice(at))) {
    at = text.indexOf('\n', at) + 1;
    line++;
  }
  const head = split(text, at, text.length);
  const header = head.cells.map((cell) => Buffer.from(cell, 'latin1').toString('utf8').trim());
  line += text.slice(at, head.at).split('\n').length - 1;
  at = head.at;

  const present = plan.columns.filter((name) => header.includes(name));
  const accepted: string[] = [];
  const rejects: string[] = [];
  let rows = 0;
  let singleLinesUntil = 0;
  while (at < text.length) {
    const start = at;
    const lineEnd = text.indexOf('\n', start);
    const rejectRow = (code: string, column = '-') => {
      rows++;
      rejects.push(`${line} ${column} ${code} ${present.length}`);
    };
    if (lineEnd - start > plan.maxLineBytes) {
      rejectRow('line.too-long');
      at = lineEnd + 1;
      line++;
      continue;
    }
    const bound =
      start < singleLinesUntil ? lineEnd + 1 : Math.min(text.length, start + plan.maxLineBytes + 1);
    const record = split(text, start, bound);
    if (record.problem !== null) {
      singleLinesUntil = Math.max(singleLinesUntil, record.at);
      rejectRow(record.problem);
      at = lineEnd + 1;
      line++;
      continue;
    }
    at = record.at;
    const { cells } = record;
    if (cells.some((cell) => cell !== '')) {
      const time = cells[header.indexOf(plan.time)] ?? '';
      const isLastUnended = !file.endsWith('\n') && at >= text.length;
      if (isLastUnended && cells.length < header.length) rejectRow('row.cut-off');
      else if (cells.slice(header.length).some((cell) => cell !== '')) rejectRow('row.too-long');
      else if (typeof naiveTime(time) === 'string') rejectRow(String(naiveTime(time)), plan.time);
      else {
        rows++;
        for (const name of [...header].filter((one) => present.includes(one))) {
          const cell = cells[header.indexOf(name)] ?? '';
          const value = naiveNumber(cell);
          if (typeof value === 'string') rejects.push(`${line} ${name} ${value} 1`);
          else if (cell !== '') accepted.push(`${line} ${name} ${naiveTime(time)} ${show(value)}`);
        }
      }
    }
    line += text.slice(start, at).split('\n').length - 1;
  }
  return { accepted, rejects, rows };
}

/** -0 is told from 0. */
export function show(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function split(text: string, start: number, bound: number): Split {
  const cells: string[] = [];
  const trimmed = (cell: string) => cell.replace(/^[ \t]+|[ \t]+$/g, '');
  for (let at = start; ; ) {
    const rest = text.slice(at, bound);
    if (rest.startsWith('"')) {
      const quoted = /^"((?:[^"]|"")*)"(?!")/.exec(rest);
      // A quote in the last place may be the first half of a doubled one.
      if (quoted === null || quoted[0].length === rest.length)
        return { cells, at: bound, problem: 'quote.unclosed' };
      const after = /^[ \t]*(?:\r(?=\n|$))?/.exec(rest.slice(quoted[0].length))![0];
      const stop = at + quoted[0].length + after.length;
      if (stop >= bound) return { cells, at: bound, problem: 'quote.unclosed' };
      cells.push(trimmed(quoted[1]!.replaceAll('""', '"')));
      if (text[stop] !== ',' && text[stop] !== '\n') return { cells, at: stop, problem: 'quote.malformed' };
      at = stop + 1;
      if (text[stop] === '\n') return { cells, at, problem: null };
    } else {
      const stop = rest.search(/[,\n]/);
      if (stop < 0) return { cells, at: bound, problem: 'quote.unclosed' };
      const cell = rest.slice(0, stop);
      cells.push(trimmed(rest[stop] === '\n' ? cell.replace(/\r$/, '') : cell));
      at += stop + 1;
      if (rest[stop] === '\n') return { cells, at, problem: null };
    }
  }
}

/** `M/d/yyyy H:mm` in UTC, to µs. */
function naiveTime(text: string): number | string {
  const found = /^(\d\d?)\/(\d\d?)\/(\d{4}) (\d\d?):(\d\d)$/.exec(text);
  if (found === null) return 'time.unreadable';
  const [month, day, year, hour, minute] = found.slice(1).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year!, month! - 1, day);
  date.setUTCHours(hour!, minute);
  const exists =
    month! >= 1 &&
    month! <= 12 &&
    date.getUTCDate() === day &&
    date.getUTCMonth() === month! - 1 &&
    hour! < 24 &&
    minute! < 60;
  if (!exists) return 'time.unreadable';
  return year! < 1970 || year! > 2100 ? 'time.out-of-range' : date.getTime() * 1000;
}

function naiveNumber(text: string): number | string {
  if (text === '') return Number.NaN;
  if (/^[+-]?(nan|inf|infinity)$/i.test(text)) return 'value.not-finite';
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return 'value.not-a-number';
  return Number.isFinite(Number(text)) ? Number(text) : 'value.out-of-range';
}
