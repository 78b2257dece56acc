/**
 * The rules for a CSV once more, for whole files in memory and without any thought of speed: what the streaming reader
 * is held against. It shares no code with it.
 */
export interface NaivePlan {
  readonly time: string;
  readonly columns: readonly string[];
  readonly keys: readonly string[];
  /** -1 is ignored, -2 unmapped. */
  readonly kindOf: (texts: readonly string[]) => number;
  readonly event: string | null;
  readonly delimiter: string;
  readonly decimal: string;
  readonly comment: string | null;
  readonly headerLine: number;
  readonly encoding: 'utf-8' | 'utf-16' | 'windows-1252';
  readonly maxLineBytes: number;
  readonly ragged: boolean;
}

export interface NaiveResult {
  /** `line column kind time value`, in the file's order; ` unended` behind the one that the file ends within. */
  readonly accepted: readonly string[];
  /** `line column code samples`. */
  readonly rejects: readonly string[];
  /** `line time`. */
  readonly events: readonly string[];
  readonly rows: number;
  /** Physical lines. */
  readonly lines: number;
  /** Of a file that is refused for its rows. */
  readonly refused: string | null;
}

interface Split {
  readonly cells: string[];
  /** Past the record's line feed; or where it went wrong. */
  readonly at: number;
  readonly problem: 'quote.unclosed' | 'quote.malformed' | null;
}

export function naiveCsv(bytes: Uint8Array, plan: NaivePlan): NaiveResult {
  const { delimiter, comment } = plan;
  const file = textOf(bytes, plan.encoding);
  const text = file.endsWith('\n') ? file : `${file}\n`;
  let at = text.startsWith('\xef\xbb\xbf') ? 3 : 0;
  let line = 1;
  const isComment = (from: number) => comment !== null && text.startsWith(comment, from);
  const isAboveHeader = () =>
    plan.headerLine > 1
      ? line < plan.headerLine
      : isComment(at) || text.slice(at, text.indexOf('\n', at)).replaceAll(delimiter, '').trim() === '';
  while (isAboveHeader()) {
    at = text.indexOf('\n', at) + 1;
    line++;
  }
  const head = split(text, at, text.length, delimiter);
  let header: readonly string[] = head.cells.map((cell) => utf8(cell).trim());
  const firstHeader = header;
  line += text.slice(at, head.at).split('\n').length - 1;
  at = head.at;

  // A last row without a line end says nothing, unless it is the only one.
  const isLastCounted = file.endsWith('\n') || text.indexOf('\n', at) === text.length - 1;
  const counted = text.slice(at, isLastCounted ? text.length : -1);
  const first = survey(counted.slice(0, Math.min(262_144, plan.maxLineBytes)), header, plan);
  const lines = text.split('\n').length - 1;
  if (first === null) return { accepted: [], rejects: [], events: [], rows: 0, lines, refused: 'row.width' };
  let known: Known = first;
  let closed = false;
  const layouts = new Map<string, { readonly header: readonly string[]; readonly known: Known }>([
    [headerName(header), { header, known }],
  ]);
  let present = plan.columns.filter((name) => header.includes(name));
  const accepted: string[] = [];
  const rejects: string[] = [];
  const events: string[] = [];
  const firstLongest = [...first.longest];
  let rows = 0;
  let singleLinesUntil = 0;

  const judge = (cells: readonly string[], isLastUnended: boolean, isSure: boolean) => {
    const { width } = known;
    const isLong = plan.keys.length > 0 && present.length === 1;
    const cellOf = (name: string) => cells[header.indexOf(name)] ?? '';
    const filled = header.filter((name) => present.includes(name) && cellOf(name) !== '');
    const rejectRow = (code: string, column = '-', samples = present.length) =>
      void rejects.push(`${line} ${column} ${code} ${samples}`);
    rows++;
    if (isLastUnended && cells.length < width) return rejectRow('row.cut-off');
    if (closed) return rejectRow('header.changed');
    if (cells.slice(header.length).some((cell) => cell !== '')) return rejectRow('row.too-long');
    if (!plan.ragged && cells.length !== width) return rejectRow('row.width');
    const unended = isLastUnended && !isSure ? header[cells.length - 1] : undefined;
    if (unended === plan.time || plan.keys.some((key) => key === unended))
      return rejectRow('row.cut-off', unended);
    const kind = plan.keys.length === 0 ? 0 : plan.kindOf(plan.keys.map((key) => utf8(cellOf(key))));
    const longer = header.flatMap((name, column) => {
      if (name === plan.time || plan.keys.includes(name)) return [];
      const isValue = present.includes(name);
      return (cells[column] ?? '') === '' ? [] : [{ name, column, cell: cells[column]!, isValue }];
    });
    const learn = () => {
      for (const { column, cell, isValue } of longer)
        if (isValue ? looksNumeric(cell) : !known.sparse[column]!)
          known.longest[column] = Math.max(known.longest[column]!, cell.length);
    };
    if (kind === -1) return learn();
    if (kind === -2) return rejectRow('row.unmapped', '-', Math.max(1, filled.length));
    const time = naiveTime(cellOf(plan.time));
    if (typeof time === 'string') return rejectRow(time, plan.time);
    const glued = longer.find((one) =>
      holdsAnother(one.cell, one.isValue, cellOf(plan.time), time, {
        longest: known.longest[one.column]!,
        likeTimes: known.likeTimes,
        column: one.column,
      }),
    );
    if (glued !== undefined) return rejectRow('row.glued', glued.name);
    learn();
    for (const name of filled) {
      const value = naiveNumber(cellOf(name), plan.decimal);
      if (typeof value === 'string') rejectRow(value, name, 1);
      else
        accepted.push(`${line} ${name} ${kind} ${time} ${show(value)}${name === unended ? ' unended' : ''}`);
    }
    if (plan.event !== null && cellOf(plan.event) !== '') {
      if (plan.event === unended) rejectRow('row.cut-off', plan.event, 0);
      else events.push(`${line} ${time}`);
    } else if (isLong && filled.length === 0) rejectRow('value.empty', present[0]);
  };

  let isBelow = true;
  const hasWidth = (cells: readonly string[]) =>
    plan.ragged
      ? !cells.slice(header.length).some((cell) => cell !== '')
      : cells.length === known.width && !cells.slice(header.length).some((cell) => cell !== '');
  const namesIn = (cells: readonly string[]) =>
    cells.map((cell) => utf8(cell).replaceAll('\ufeff', '').trim());
  const turn = (came: readonly string[]) => {
    isBelow = true;
    const next = headerMeant(came, header, firstHeader, plan);
    closed = next === null || (!layouts.has(headerName(next)) && layouts.size === 8);
    if (next === null || closed) return;
    const carried = (list: readonly (number | boolean)[], name: string) =>
      Number(list[firstHeader.indexOf(name)] ?? 0);
    const named = next.findLastIndex((name) => name !== '') + 1;
    const layout = layouts.get(headerName(next)) ?? {
      header: next,
      known: {
        width: Math.max(named, next.length + first.width - firstHeader.length),
        sparse: next.map((name) => carried(first.sparse, name) === 1),
        longest: next.map((name) => carried(firstLongest, name)),
        likeTimes: next.map((name) => carried(first.likeTimes, name)),
      },
    };
    layouts.set(headerName(next), layout);
    ({ header, known } = layout);
    present = plan.columns.filter((name) => header.includes(name));
  };

  while (at < text.length) {
    const start = at;
    const lineEnd = text.indexOf('\n', start);
    const lost = (code: string) => {
      rows++;
      rejects.push(`${line} - ${code} ${present.length}`);
      const content = text.slice(start, lineEnd);
      const came = utf8(content.replaceAll('"', ''))
        .replaceAll('\ufeff', '')
        .split(delimiter)
        .map((cell) => cell.trim());
      const known = knownNames(firstHeader, plan);
      const isKnown = (cell: string) =>
        cell === '' || known.filter((name) => folded(name) === folded(cell)).length === 1;
      const hasTime = came.some((cell) => folded(cell) === folded(plan.time));
      if (
        code.startsWith('quote') &&
        content.length <= 8192 &&
        came.length > 1 &&
        hasTime &&
        came.every(isKnown)
      )
        turn(came);
    };
    at = lineEnd + 1;
    if (isComment(start)) {
      const came = namesIn(split(text, start + comment!.length, at, delimiter).cells);
      const sorted = (names: readonly string[]) => names.map(folded).sort().join();
      const isOther = came.some((name, i) => folded(name) !== folded(header[i] ?? ''));
      if (came.length > 1 && isOther && sorted(came) === sorted(header)) turn(came);
      line++;
    } else if (lineEnd - start > plan.maxLineBytes) {
      lost('line.too-long');
      line++;
    } else {
      const bound = start < singleLinesUntil ? at : Math.min(text.length, start + plan.maxLineBytes + 1);
      const filler = /^(?:\0|\xef\xbb\xbf)*/.exec(text.slice(start, bound))![0].length;
      const record = split(text, start + filler, bound, delimiter);
      const alone = split(text, start + filler, lineEnd + 1, delimiter);
      const aloneTime = alone.problem === null ? (alone.cells[header.indexOf(plan.time)] ?? '') : '';
      if (!closed && typeof naiveTime(aloneTime) === 'number') isBelow = false;
      const between = text
        .slice(lineEnd + 1, record.at)
        .split('\n')
        .slice(0, -1);
      const rowsBetween = between.filter((one) => isRow(one, header, plan, known.width)).length;
      const linesIn = between.filter(
        (one) => one !== '' && !one.startsWith('\r') && !(comment !== null && one.startsWith(comment)),
      );
      const closing = record.problem === null ? between.at(-1) : undefined;
      const isSpared =
        linesIn.length > 1 && linesIn.at(-1) === closing && !isRow(closing!, header, plan, known.width);
      const linesBetween = linesIn.length - (isSpared ? 1 : 0);
      const hasHeader = linesIn
        .slice(0, linesIn.at(-1) === closing ? -1 : undefined)
        .some((one) => namesColumns(one, header, plan));
      const holdsRows = hasHeader || 2 * rowsBetween > linesBetween;
      if (record.problem === null && holdsRows) {
        singleLinesUntil = text.lastIndexOf('\n', record.at - 2) + 1;
        lost('quote.unclosed');
        line++;
      } else if (record.problem !== null) {
        singleLinesUntil = Math.max(singleLinesUntil, record.at);
        lost(record.problem === 'quote.malformed' && holdsRows ? 'quote.unclosed' : record.problem);
        line++;
      } else {
        at = record.at;
        const isCut = !file.endsWith('\n') && at >= text.length && record.cells.length < known.width;
        const isForeign =
          !isBelow && record.cells.length === known.width && namesOthers(record.cells, header, plan);
        if (!isCut && (isHeaderAgain(record.cells, header, plan) || isForeign)) {
          turn(namesIn(record.cells));
        } else if (record.cells.some((cell) => cell !== '')) {
          const isLastUnended = !file.endsWith('\n') && at >= text.length;
          const glued =
            isLastUnended || hasWidth(record.cells)
              ? null
              : gluedHeader(namesIn(record.cells), firstHeader, plan);
          judge(record.cells, isLastUnended, /["\r]$/.test(file));
          if (glued !== null) turn(glued);
        }
        line += text.slice(start, at).split('\n').length - 1;
      }
    }
  }
  return { accepted, rejects, events, rows, lines, refused: null };
}

interface Known {
  readonly width: number;
  readonly sparse: readonly boolean[];
  readonly longest: number[];
  readonly likeTimes: number[];
}

const folded = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[\s\ufeff]+/g, '')
    .replace(/^"(.+)"$/, '$1');
const headerName = (header: readonly string[]) => JSON.stringify(header).replace(/(?:,"")+\]$/, ']');

/** Whether a row without a time repeats names of the header. */
function isHeaderAgain(cells: readonly string[], header: readonly string[], plan: NaivePlan): boolean {
  const time = header.indexOf(plan.time);
  if (typeof naiveTime(cells[time] ?? '') === 'number') return false;
  const texts = cells.slice(0, header.length).map((cell) => folded(utf8(cell)));
  const filled = cells.slice(0, header.length).filter((cell) => cell !== '').length;
  const isName = (text: string, i: number) => cells[i] !== '' && cells[i]!.length <= 200 && text !== '';
  if (texts[time] === folded(plan.time)) return true;
  const repeated = texts.filter((text, i) => isName(text, i) && header.some((name) => folded(name) === text));
  const hasTime = texts.includes(folded(plan.time)) && plan.keys.length === 0;
  const hasNumber = texts.some((text) => /^[-+.]?\d/.test(text));
  return (repeated.length >= 2 && 2 * repeated.length > filled) || (hasTime && !hasNumber);
}

/** Whether a row that reads as none has names, none of them known, where rows have times, keys and values. */
function namesOthers(cells: readonly string[], header: readonly string[], plan: NaivePlan): boolean {
  if (typeof naiveTime(cells[header.indexOf(plan.time)] ?? '') === 'number') return false;
  const places = [plan.time, ...plan.keys, ...plan.columns.filter((name) => header.includes(name))];
  const bytes = places.map((name) => cells[header.indexOf(name)] ?? '');
  const texts = bytes.map((cell) => utf8(cell).trim());
  const words =
    'nan na n/a null nil none inf infinity err error fail failed fault invalid missing open short on off true false ok yes no low high'.split(
      ' ',
    );
  return (
    (places.length >= 3 ||
      (places.length === 2 &&
        /^t$|time|date|stamp|zeit|datum|utc|gmt|clock|heure|fecha|hora|tiempo/i.test(texts[0]!))) &&
    bytes.every((cell) => cell.length <= 200) &&
    texts.every((text) => /^\p{L}/u.test(text) && !words.includes(text.toLowerCase())) &&
    new Set(texts.map(folded)).size === texts.length &&
    (plan.keys.length === 0 || plan.kindOf(texts.slice(1, 1 + plan.keys.length)) === -2)
  );
}

/** The known name that a cell ends with, after what is no letter. */
function tailName(cell: string, known: readonly string[]): string | null {
  const text = folded(cell.slice(-200));
  const tails = known.filter(
    (name) =>
      known.filter((one) => folded(one) === folded(name)).length === 1 &&
      text.length > folded(name).length &&
      text.endsWith(folded(name)) &&
      folded(name) !== '' &&
      !/\p{L}/u.test(text.at(-folded(name).length - 1)!),
  );
  return tails.sort((a, b) => folded(b).length - folded(a).length)[0] ?? null;
}

/** The header that follows a row that was cut, in the names of a line. */
function gluedHeader(
  came: readonly string[],
  first: readonly string[],
  plan: NaivePlan,
): readonly string[] | null {
  const known = knownNames(first, plan);
  const isKnown = (cell: string) =>
    cell === '' || known.filter((name) => folded(name) === folded(cell)).length === 1;
  const from = came.findLastIndex((cell) => !isKnown(cell));
  const name = tailName(came[from] ?? '', known);
  const header = [name ?? '', ...came.slice(from + 1)];
  const hasTime = header.some((one) => folded(one) === folded(plan.time));
  return name !== null && header.length > 1 && hasTime ? header : null;
}

function knownNames(first: readonly string[], plan: NaivePlan): readonly string[] {
  const wanted = [plan.time, ...plan.keys, ...plan.columns, ...(plan.event === null ? [] : [plan.event])];
  return [...new Set([...wanted, ...first])];
}

/** The header that is meant by what came; null where nobody can tell. */
function headerMeant(
  came: readonly string[],
  current: readonly string[],
  first: readonly string[],
  plan: NaivePlan,
): readonly string[] | null {
  const tail = came.slice(-current.length).map(folded);
  const isTail = current.every((name, i) =>
    i === 0 ? folded(name) !== '' && (tail[0] ?? '').endsWith(folded(name)) : tail[i] === folded(name),
  );
  if (isTail && came.length >= current.length) return current;
  const wanted = [plan.time, ...plan.keys, ...plan.columns, ...(plan.event === null ? [] : [plan.event])];
  const known = knownNames(first, plan);
  const meant = came.map((cell, i) => {
    const alike = known.filter((name) => folded(name) === folded(cell));
    const own = cell === '' ? '' : alike.length === 1 ? alike[0]! : null;
    return own ?? (i === 0 ? tailName(cell, known) : null);
  });
  if (meant.includes(null)) return null;
  const header = meant.map((name) => name ?? '');
  if (headerName(header) === headerName(current)) return current;
  const isTwice = wanted.some((name) => header.filter((one) => one === name).length > 1);
  const lacks = [plan.time, ...plan.keys].some((name) => !header.includes(name));
  return isTwice || lacks || !plan.columns.some((name) => header.includes(name)) ? null : header;
}

/** Of the first rows that have a time: their width, the ordinary lengths of cells, and how many are as long as times. */
function survey(text: string, header: readonly string[], plan: NaivePlan) {
  const rows = text
    .split('\n')
    .slice(0, -1)
    .filter((line) => plan.comment === null || !line.startsWith(plan.comment))
    .map((line) => split(`${line}\n`, 0, line.length + 1, plan.delimiter))
    .filter(({ problem }) => problem === null)
    .map(({ cells }) => cells)
    .filter((cells) => typeof naiveTime(cells[header.indexOf(plan.time)] ?? '') === 'number')
    .slice(0, 1000);
  const widths = rows
    .filter(
      (cells) =>
        cells.slice(header.length).every((cell) => cell === '') &&
        header.slice(cells.length).every((name) => name === ''),
    )
    .map((cells) => cells.length);
  const countOf = (width: number) => widths.filter((one) => one === width).length;
  const others = [...new Set(widths)].filter((one) => one !== header.length);
  const best = Math.max(0, ...others.map(countOf));
  const own = countOf(header.length);
  const other = others.find((one) => countOf(one) === best) ?? header.length;
  const longer = rows.filter((cells) => cells.length === other && !cells.slice(header.length).some(Boolean));
  const pairsOf = (cells: readonly string[]) =>
    plan.delimiter !== ',' || other <= header.length
      ? []
      : header.flatMap((name, i) =>
          name === plan.time || header[i + 1] === plan.time || i + 1 >= header.length
            ? []
            : [[cells[i]!, cells[i + 1]!] as const],
        );
  const joinable = longer.filter((cells) =>
    pairsOf(cells).some(([a, b]) => /^[-+]?\d+$/.test(a) && /^(\d+|\d{3}\.\d+)$/.test(b)),
  ).length;
  const areThousands = header.some((name, i) => {
    const rests = longer.flatMap((cells) =>
      plan.columns.includes(name) &&
      other > header.length &&
      plan.delimiter === ',' &&
      /^[-+]?[1-9]\d{0,2}$/.test(cells[i]!) &&
      /^\d{3}(\.\d+)?$/.test(cells[i + 1] ?? '')
        ? [cells[i + 1]!]
        : [],
    );
    return (
      rests.length === longer.length &&
      new Set(rests).size > 1 &&
      rests.some((one) => one.startsWith('0')) &&
      header[i + 1] !== plan.time
    );
  });
  const isUnsure = areThousands || (best < 20 * own && 2 * joinable > best);
  if (!plan.ragged && best > own && isUnsure) return null;
  const lengthsOf = (column: number) =>
    rows.flatMap((cells) => ((cells[column] ?? '') === '' ? [] : [cells[column]!.length]));
  const time = header.indexOf(plan.time);
  const likeTimes = (column: number) =>
    rows.filter(
      (cells) =>
        cells[column]?.length === cells[time]!.length && typeof naiveTime(cells[column]!) === 'number',
    ).length;
  const isNote = (name: string, column: number) => {
    const cells = rows.map((row) => row[column] ?? '').filter((cell) => cell !== '');
    const isText = 2 * cells.filter((cell) => !looksNumeric(cell)).length > cells.length;
    return (
      !plan.columns.includes(name) && (2 * cells.length < rows.length || (isText && likeTimes(column) < 2))
    );
  };
  return {
    width: !plan.ragged && best > own ? other : header.length,
    sparse: header.map(isNote),
    longest: header.map((name, column) => {
      const lengths = lengthsOf(column).sort((a, b) => a - b);
      if (isNote(name, column)) return Math.max(8, Math.min(...rows.map((cells) => cells[time]!.length)) - 1);
      return lengths.length < 2 ? 0 : lengths[Math.floor((lengths.length - 1) / 2)]!;
    }),
    likeTimes: header.map((_, column) => likeTimes(column)),
  };
}

/** Whether a line alone is a row of the file. */
function isRow(line: string, header: readonly string[], plan: NaivePlan, width: number): boolean {
  if (line === '' || line.startsWith('\r')) return false;
  if (plan.comment !== null && line.startsWith(plan.comment)) return false;
  const record = split(`${line}\n`, 0, line.length + 1, plan.delimiter);
  const trimmed = (cell: string) => cell.replace(/^[ \t]+|[ \t]+$/g, '');
  const cells =
    record.problem === null ? record.cells : line.replace(/\r*$/, '').split(plan.delimiter).map(trimmed);
  if (!plan.ragged && cells.length !== width) return false;
  return naiveTime(cells[header.indexOf(plan.time)] ?? '') !== 'time.unreadable';
}

function namesColumns(line: string, header: readonly string[], plan: NaivePlan): boolean {
  const cells = utf8(line)
    .split(plan.delimiter)
    .map((cell) => cell.replace(/^[ \t"]+|[ \t"\r]+$/g, ''));
  const named = header.filter((name) => name !== '' && cells.includes(name));
  return cells.includes(plan.time) && named.length >= 2;
}

function looksNumeric(cell: string): boolean {
  return /^[-+]?(?:[\d.,eE]|(?<=[eE])[-+])*$/.test(cell) && cell.replace(/[^.,]/g, '').length < 2;
}

/** Whether the cell ends with the time of another row, or goes on as the row's own time begins. */
function holdsAnother(
  cell: string,
  isValue: boolean,
  own: string,
  time: number,
  { longest, likeTimes, column }: { longest: number; likeTimes: number[]; column: number },
): boolean {
  const isStray = () => likeTimes[column]! < 2 && likeTimes[column]!++ < 2;
  const isNumber = looksNumeric(cell);
  const isLonger = cell.length > longest;
  const starts = Array.from({ length: Math.max(0, cell.length - 7) }, (_, at) => at).filter(
    (one) => one >= cell.length - 64,
  );
  const at = starts.find((one) => {
    const found = naiveTime(cell.slice(one));
    if (typeof found !== 'number') return false;
    const days = (found - time) / 86_400_000_000;
    return !/^-?[\d.]*$/.test(cell.slice(one)) || (days >= -1 && days <= 366);
  });
  if (isValue && !isNumber) return at !== undefined;
  if (!isLonger) return false;
  const most = Math.max(longest, 6);
  if (!isNumber && at === 0) return isStray();
  if (!isNumber) return at !== undefined && /[\d.a-zA-Z\x80-\xff]/.test(cell[at - 1]!);
  if (at === 0) return isValue ? longest > 0 && likeTimes[column]! < 2 : isStray();
  if (at !== undefined && at <= most) return true;
  if (longest === 0) return false;
  for (let from = 1; from <= Math.min(most, cell.length - 4); from++)
    if (cell.length - from < own.length && own.startsWith(cell.slice(from))) return true;
  return false;
}

/** One character a byte; lines that end with CR alone end with LF. */
function textOf(bytes: Uint8Array, encoding: NaivePlan['encoding']): string {
  let file = Buffer.from(bytes);
  if (encoding === 'utf-16') {
    const bigEndian = bytes[0] === 0xfe || (bytes[0] === 0 && bytes[0] !== bytes[1]);
    file = Buffer.from(new TextDecoder(bigEndian ? 'utf-16be' : 'utf-16le').decode(bytes), 'utf8');
  }
  const text = file.toString('latin1');
  return /^[^\n\r]*\r[^\n]*$/.test(text) && text.length < 65_536 ? text.replaceAll('\r', '\n') : text;
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

/** -0 is told from 0. */
export function show(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function split(text: string, start: number, bound: number, delimiter: string): Split {
  const cells: string[] = [];
  const blanks = delimiter === '\t' ? '[ ]' : '[ \\t]';
  const trimmed = (cell: string) => cell.replace(/^[ \t]+|[ \t]+$/g, '');
  for (let at = start; ; ) {
    const rest = text.slice(at, bound);
    if (rest.startsWith('"')) {
      const quoted = /^"((?:[^"]|"")*)"(?!")/.exec(rest);
      // A quote in the last place may be the first half of a doubled one.
      if (quoted === null || quoted[0].length === rest.length)
        return { cells, at: bound, problem: 'quote.unclosed' };
      const after = new RegExp(`^${blanks}*(?:\\r+(?=\\n|$))?`).exec(rest.slice(quoted[0].length))![0];
      const stop = at + quoted[0].length + after.length;
      if (stop >= bound) return { cells, at: bound, problem: 'quote.unclosed' };
      cells.push(trimmed(quoted[1]!.replaceAll('""', '"')));
      if (text[stop] !== delimiter && text[stop] !== '\n')
        return { cells, at: stop, problem: 'quote.malformed' };
      at = stop + 1;
      if (text[stop] === '\n') return { cells, at, problem: null };
    } else {
      const stop = [...rest].findIndex((character) => character === delimiter || character === '\n');
      if (stop < 0) return { cells, at: bound, problem: 'quote.unclosed' };
      const cell = rest.slice(0, stop);
      cells.push(trimmed(rest[stop] === '\n' ? cell.replace(/\r+$/, '') : cell));
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

function naiveNumber(text: string, decimal: string): number | string {
  if (/^[+-]?(nan|inf|infinity)$/i.test(text)) return 'value.not-finite';
  const swapped = decimal === '.' ? text : text.replace(/[.,]/g, (sign) => (sign === ',' ? '.' : ','));
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(swapped)) return 'value.not-a-number';
  return Number.isFinite(Number(swapped)) ? Number(swapped) : 'value.out-of-range';
}
