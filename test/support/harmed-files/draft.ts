/** A file in the making, with the truth about it. */
import type { Random } from '../../../shared/simulator/random.ts';
import { isBy, oneOf, whole } from './choice.ts';
import { CHANNELS, type Form, LAUNCH, UNITS } from './form.ts';

export interface Sample {
  /** ms since 1970. */
  readonly at: number;
  readonly unit: string;
  readonly channel: string;
  readonly value: number;
}

/** A line below the header. */
export interface Line {
  /** One for each column of the header that holds here; as they stand in the file. */
  readonly cells: readonly string[];
  /** When the row was written; null for what is no row. */
  readonly at: number | null;
  /** What it means, as far as that can be told from the file. */
  readonly samples: readonly Sample[];
}

export interface Unseen {
  /** At the times that are shown. */
  readonly samples: readonly Sample[];
  /** They are in places that are taken: unseen only where another harm took a row away there. */
  readonly isCovered: boolean;
}

export interface Draft {
  readonly form: Form;
  lines: Line[];
  /** Samples that may be lost, by `keyOf`. */
  readonly expendable: Set<string>;
  /** What a wrong clock shows where no rule can see it; the warning `time.steps-back` must tell of it. */
  unseen: Unseen | null;
  /** Whether the file may, or must, be refused as a whole. */
  refusal: 'NEVER' | 'MAY' | 'MUST';
  /** Bytes that are cut off at the end. */
  cut: number;
}

export const keyOf = ({ at, unit, channel }: Omit<Sample, 'value'>): string => `${at} ${unit} ${channel}`;

/** Nothing of these lines needs to be read. */
export function mayCost(draft: Draft, lines: readonly Line[]): void {
  for (const { samples } of lines) for (const sample of samples) draft.expendable.add(keyOf(sample));
}

export function textOf({ form }: Draft, { cells }: Pick<Line, 'cells'>): string {
  return cells.join(form.delimiter);
}

/** A line that stands as it is, whatever the separator. */
export function rawLine(text: string, samples: readonly Sample[]): Line {
  return { cells: [text], at: null, samples };
}

export function bytesOf(draft: Draft): Uint8Array {
  const { form, lines, cut } = draft;
  const texts = [{ cells: form.header }, ...lines].map((line) => textOf(draft, line) + form.lineEnd);
  const bytes = new TextEncoder().encode(texts.join(''));
  return bytes.subarray(0, bytes.length - cut);
}

/** A row of this instant, in the form's columns. */
export function rowOf(
  form: Form,
  at: number,
  samples: readonly Sample[],
  note: string,
  digits: number,
): Line {
  const number = (value: number) => value.toFixed(digits).replace('.', form.decimal);
  const [first] = samples;
  const cells = form.header.map((column) => {
    if (column === 'time') return form.clock.textOf(at);
    if (column === 'note') return note;
    if (column === 'unit') return first!.unit;
    if (column === 'channel') return first!.channel;
    if (column === 'value') return number(first!.value);
    const channel = CHANNELS.find((one) => one.column === column);
    const sample = samples.find((one) => one.channel === channel?.id);
    return sample === undefined ? '' : number(sample.value);
  });
  return { cells, at, samples };
}

/** A file that is right: rows of one period that ascend, a little early or late. */
export function goodFile(
  random: Random,
  form: Form,
  rows: number,
  start = LAUNCH + whole(random, 0, 40 * 24) * 3_600_000,
): Draft {
  const digits = whole(random, 2, 4);
  const notes = oneOf(random, [
    [''],
    ['', '', 'ok'],
    ['ok', '"ok"', `"door open${form.delimiter} fan on"`, ''],
  ]);
  const units = form.shape === 'wide' || isBy(random, 0.5) ? UNITS.slice(0, 1) : UNITS;
  const channels = form.shape === 'wide' ? CHANNELS : CHANNELS.slice(0, whole(random, 1, 3));
  const jitter = isBy(random, 0.5) ? Math.floor(form.period / form.clock.resolution / 5) : 0;
  const lines: Line[] = [];
  for (let row = 0; row < rows; row++) {
    const at = start + row * form.period + whole(random, -jitter, jitter) * form.clock.resolution;
    const samples = units.flatMap((unit) =>
      channels.map(({ id, from, to }) => ({
        at,
        unit,
        channel: id,
        value: Number((from + random.uniform() * (to - from)).toFixed(digits)),
      })),
    );
    if (form.shape === 'wide') {
      const there = samples.filter(() => isBy(random, 0.95));
      lines.push(rowOf(form, at, there, oneOf(random, notes), digits));
    } else for (const one of samples) lines.push(rowOf(form, at, [one], oneOf(random, notes), digits));
  }
  return { form, lines, expendable: new Set(), unseen: null, refusal: 'NEVER', cut: 0 };
}
