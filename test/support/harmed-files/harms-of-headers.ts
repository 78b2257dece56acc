/** Second headers and rows of units. */
import type { Random } from '../../../shared/simulator/random.ts';
import { isBy, oneOf, shuffled, whole } from './choice.ts';
import { type Draft, type Line, mayCost } from './draft.ts';
import type { Harm } from './harm.ts';

const headerLine = (cells: readonly string[]): Line => ({ cells, at: null, samples: [] });

/** Lines from a place on, laid out by another header that names some of the columns. */
function laidOut(draft: Draft, from: number, header: readonly string[]): Line[] {
  const places = header.map((column) => draft.form.header.indexOf(column));
  return draft.lines
    .slice(from)
    .map((line) => (line.at === null ? line : { ...line, cells: places.map((place) => line.cells[place]!) }));
}

const repeated: Harm = {
  name: 'header repeated',
  doTo: (draft, random) => {
    for (let times = whole(random, 1, 3); times > 0; times--)
      draft.lines.splice(whole(random, 0, draft.lines.length), 0, headerLine(draft.form.header));
  },
};

function place(draft: Draft, random: Random): number {
  return whole(random, 1, draft.lines.length - 1);
}

const swapped: Harm = {
  name: 'header with columns in another order',
  doTo: (draft, random) => {
    const from = place(draft, random);
    const header = shuffled(random, draft.form.header);
    draft.lines.splice(from, draft.lines.length, headerLine(header), ...laidOut(draft, from, header));
  },
};

/** The columns that a row cannot do without. */
const NEEDED = ['time', 'unit', 'channel', 'value'];
const COLUMN_OF: Readonly<Record<string, string>> = { temperature: 'temp', humidity: 'rh', co2: 'co2' };

const fewer: Harm = {
  name: 'header with fewer columns',
  doTo: (draft, random) => {
    const from = place(draft, random);
    const gone = oneOf(
      random,
      draft.form.header.filter((column) => !NEEDED.includes(column)),
    );
    const header = draft.form.header.filter((column) => column !== gone);
    const rest = laidOut(draft, from, header).map((line) => ({
      ...line,
      samples: line.samples.filter(({ channel }) => COLUMN_OF[channel] !== gone),
    }));
    draft.lines.splice(from, draft.lines.length, headerLine(header), ...rest);
  },
};

/** What follows another table's header is not of this file, up to the file's own header; that comes again or not. */
const foreign: Harm = {
  name: 'header and rows of another table',
  doTo: (draft, random) => {
    const { form } = draft;
    const from = place(draft, random);
    const width = whole(random, 2, form.header.length + 1);
    const names = ['pressure', 'voltage', 'current', 'gas', 'lamp'].slice(0, width - 1);
    const header = isBy(random, 0.5) ? ['time', ...names] : shuffled(random, ['time', ...names]);
    // The same clock writes both tables.
    const times = draft.lines.flatMap((line) =>
      line.at === null ? [] : line.cells[form.header.indexOf('time')]!,
    );
    const rows = Array.from({ length: whole(random, 1, 12) }, (_, row): Line => {
      const number = () => (1000 + random.uniform() * 50).toFixed(2).replace('.', form.decimal);
      const cells = header.map((column) =>
        column === 'time' ? times[(from + row) % times.length]! : number(),
      );
      return headerLine(cells);
    });
    const rest = draft.lines.slice(from);
    mayCost(draft, rest);
    const again = isBy(random, 0.5) ? [headerLine(form.header), ...rest] : [];
    draft.lines.splice(from, draft.lines.length, headerLine(header), ...rows, ...again);
  },
};

const UNITS_OF: Readonly<Record<string, readonly string[]>> = {
  time: ['', 'UTC', 'yyyy-mm-dd'],
  temp: ['degC', '°C', 'Cel', '[degC]', '(°C)'],
  rh: ['%', '% RH', '%RH', 'percent'],
  co2: ['ppm', '[ppm]'],
  note: ['', 'text'],
};

function unitsRow(draft: Draft, random: Random, temp: readonly string[]): Line {
  const cells = draft.form.header.map((column) =>
    column === 'temp' ? oneOf(random, temp) : oneOf(random, UNITS_OF[column] ?? ['']),
  );
  return headerLine(cells);
}

const units: Harm = {
  name: 'row of units',
  wish: { shape: 'wide' },
  doTo: (draft, random) => {
    const kinds = draft.form.header.map((column) => (column === 'time' || column === 'note' ? '' : 'Avg'));
    const rows = [unitsRow(draft, random, UNITS_OF.temp!), ...(isBy(random, 0.3) ? [headerLine(kinds)] : [])];
    draft.lines.unshift(...rows);
  },
};

const contradicting: Harm = {
  name: 'row of units that contradicts',
  wish: { shape: 'wide' },
  doTo: (draft, random) => {
    draft.refusal = 'MAY';
    const row = unitsRow(draft, random, ['degF', '°F', '[degF]', 'K']);
    const rest = draft.lines.map((line) => ({
      ...line,
      samples: line.samples.filter(({ channel }) => channel !== 'temperature'),
    }));
    draft.lines = [row, ...rest];
  },
};

export const HEADER_HARMS: readonly Harm[] = [repeated, swapped, fewer, foreign, units, contradicting];
