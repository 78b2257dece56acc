/** Clocks that go wrong, and programs that write their times in another way than the source says. */
import type { Random } from '../../../shared/simulator/random.ts';
import { isBy, oneOf, whole } from './choice.ts';
import { type Draft, type Line, mayCost } from './draft.ts';
import type { Clock } from './form.ts';
import type { Harm } from './harm.ts';

const HOUR = 3_600_000;

function withTime(draft: Draft, line: Line, text: string): Line {
  const column = draft.form.header.indexOf('time');
  return { ...line, cells: line.cells.map((cell, i) => (i === column ? text : cell)), samples: [] };
}

/** The instants of the file, in its order; a long file has several lines of one. */
function instants(draft: Draft): number[] {
  return [...new Set(draft.lines.map(({ at }) => at!))];
}

/** The clock shows another time from one instant to before another. */
function shift(draft: Draft, from: number, to: number, by: (at: number) => number): void {
  draft.lines = draft.lines.map((line) =>
    line.at! >= from && line.at! < to ? withTime(draft, line, draft.form.clock.textOf(by(line.at!))) : line,
  );
}

/** A stretch that begins at row 8 or later, and whether the clock is set right after it. */
function stretchIn(times: readonly number[], random: Random) {
  const first = whole(random, 8, Math.max(8, times.length - 4));
  const last = Math.min(times.length - 1, first + whole(random, 0, Math.floor(times.length / 3)));
  return { first, last, from: times[first]!, to: times[last + 1] ?? Number.POSITIVE_INFINITY };
}

/** Such rows may as well be older ones that were appended, or fill a hole that another harm left: they are counted and told. */
function noteUnseen(draft: Draft, from: number, to: number, back: number): void {
  const samples = draft.lines
    .filter(({ at }) => at! >= from && at! < to)
    .flatMap((line) => line.samples.map((sample) => ({ ...sample, at: sample.at - back })));
  const first = Math.min(...instants(draft));
  draft.unseen = { samples, isCovered: samples.some(({ at }) => at >= first) };
}

const toOldYear: Harm = {
  name: 'clock at 1970 or 2000',
  doTo: (draft, random) => {
    const { from, to } = stretchIn(instants(draft), random);
    const zero = oneOf(random, [0, Date.UTC(2000, 0, 1)]);
    shift(draft, from, to, (at) => zero + at - from);
  },
};

const intoCovered: Harm = {
  name: 'clock back into the file',
  doTo: (draft, random) => {
    const { period } = draft.form;
    const times = instants(draft);
    const { first, last, from, to } = stretchIn(times, random);
    const resolution = draft.form.clock.resolution;
    const odd = isBy(random, 0.5) ? whole(random, 1, period / resolution) * resolution : 0;
    const anHour = HOUR >= 5 * period && HOUR < from - times[0]! && isBy(random, 0.3);
    // More than a long step, so that the right time can be known again; less than the file has.
    const back = anHour ? HOUR : whole(random, 6, Math.max(6, first - 1)) * period - odd;
    noteUnseen(draft, from, to, back);
    shift(draft, from, to, (at) => at - back);
    const hasCrept = (last - first + 2) * period >= back;
    if (hasCrept)
      mayCost(
        draft,
        draft.lines.filter(({ at }) => at! >= to),
      );
  },
};

/** No rule can see it: such rows may as well be older ones that were appended. They are counted and told. */
const beforeAll: Harm = {
  name: 'clock back before the file',
  doTo: (draft, random) => {
    const { period } = draft.form;
    const times = instants(draft);
    const { first, last, from, to } = stretchIn(times, random);
    const back = from - times[0]! + (last - first + whole(random, 2, 50)) * period;
    noteUnseen(draft, from, to, back);
    shift(draft, from, to, (at) => at - back);
  },
};

/** Those of its rows that run into the file are in places that are taken, and tell of all. */
const throughTheFile: Harm = {
  name: 'clock back before the file and into it',
  isAlone: true,
  doTo: (draft, random) => {
    const { period } = draft.form;
    const times = instants(draft);
    const { first, last, from, to } = stretchIn(times, random);
    const back = from - times[0]! + whole(random, 1, Math.max(1, last - first)) * period;
    noteUnseen(draft, from, to, back);
    shift(draft, from, to, (at) => at - back);
    if ((last - first + 2) * period >= back)
      mayCost(
        draft,
        draft.lines.filter(({ at }) => at! >= to),
      );
  },
};

const isPattern = ({ format, isCount }: Clock) => !isCount && format !== 'ISO8601';
const isDayFirstOrMonthFirst = ({ format }: Clock) => format.startsWith('M/d') || format.startsWith('dd.MM');

const twelveHours: Harm = {
  name: 'clock of 12 hours without AM and PM',
  wish: { period: 30 * 60_000, isClock: isPattern },
  start: (random) => Date.UTC(2026, 2, whole(random, 2, 28), whole(random, 5, 11)),
  doTo: (draft) => {
    draft.refusal = 'MUST';
    draft.lines = draft.lines.map((line) => {
      const hour = new Date(line.at!).getUTCHours();
      const shown = hour === 0 ? 12 : hour > 12 ? hour - 12 : hour;
      const text = draft.form.clock.textOf(line.at! + (shown - hour) * HOUR);
      return shown === hour ? line : withTime(draft, line, text);
    });
  },
};

const exchanged: Harm = {
  name: 'days and months exchanged by a spreadsheet',
  isAlone: true,
  wish: { period: 6 * HOUR, isClock: isDayFirstOrMonthFirst },
  start: (random) => Date.UTC(2026, whole(random, 2, 8), whole(random, 1, 28), whole(random, 0, 23)),
  doTo: (draft) => {
    draft.refusal = 'MAY';
    mayCost(draft, draft.lines);
    draft.lines = draft.lines.map((line) => {
      const date = new Date(line.at!);
      const [month, day] = [date.getUTCMonth(), date.getUTCDate()];
      if (day > 12 || day === month + 1) return line;
      const shown = date.setUTCMonth(day - 1, month + 1);
      return withTime(draft, line, draft.form.clock.textOf(shown));
    });
  },
};

const wrongCount: Harm = {
  name: 'counts of another unit or epoch',
  wish: { isClock: ({ isCount }) => isCount },
  doTo: (draft, random) => {
    draft.refusal = 'MUST';
    const seconds = draft.form.clock.format === 'epoch-s';
    const as = oneOf(random, ['unit', '1904', 'power-on'] as const);
    const start = draft.lines[0]!.at!;
    const textOf = (at: number) => {
      if (as === 'unit') return String(seconds ? at : at / 1000);
      const count = as === '1904' ? at - Date.UTC(1904, 0, 1) : at - start + 60_000;
      return String(seconds ? count / 1000 : count);
    };
    draft.lines = draft.lines.map((line) => withTime(draft, line, textOf(line.at!)));
  },
};

export const CLOCK_HARMS: readonly Harm[] = [
  toOldYear,
  intoCovered,
  beforeAll,
  throughTheFile,
  twelveHours,
  exchanged,
  wrongCount,
];
