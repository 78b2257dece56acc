import { Refusal } from '../domain/refusal.ts';
import { randomStream } from './random.ts';
import { shuffled } from './shuffled.ts';

/** A file as a ground contact brings it down. */
export interface Dump {
  readonly name: string;
  readonly text: string;
}

export interface CampaignOptions {
  readonly seed: number;
  /** How many pieces to cut the file into, each with the header. */
  readonly dumps: number;
  /** How many of the pieces arrive a second time, anywhere in the order. */
  readonly repeated: number;
}

/**
 * Cuts a CSV without quoted line ends into downlink dumps and lets them arrive in a seeded order, some of them twice. Cuts fall at random
 * line ends, each piece has one line of data or more, and together the pieces hold every line exactly once.
 * `fu1-a.csv` becomes `fu1-a-001.csv`, `fu1-a-002.csv`, … in the order of the lines; a repeat has the same name.
 *
 * @throws Refusal where there are more dumps than lines of data, or more repeats than dumps
 */
export function simulateCampaignFiles(file: Dump, options: CampaignOptions): Dump[] {
  const random = randomStream(options.seed, `campaign ${file.name}`);
  const dumps = cut(file, options.dumps, random.uniform);
  if (options.repeated > dumps.length) {
    throw new Refusal(
      'invalid',
      'simulator.repeats',
      `${options.repeated} of ${dumps.length} dumps cannot be repeated.`,
    );
  }
  const repeats = shuffled(dumps, random.uniform).slice(0, options.repeated);
  return shuffled([...dumps, ...repeats], random.uniform);
}

function cut(file: Dump, count: number, uniform: () => number): Dump[] {
  const lines = file.text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const [header = '', ...rows] = lines;
  if (count < 1 || count > rows.length) {
    const sentence = `${file.name} has ${rows.length} lines of data and cannot be cut into ${count} dumps.`;
    throw new Refusal('invalid', 'simulator.dumps', sentence);
  }
  const inner = shuffled(
    Array.from({ length: rows.length - 1 }, (_, i) => i + 1),
    uniform,
  );
  const ends = [...inner.slice(0, count - 1).sort((a, b) => a - b), rows.length];
  return ends.map((end, i) => {
    const piece = [header, ...rows.slice(i === 0 ? 0 : ends[i - 1], end)];
    return { name: pieceName(file.name, i + 1), text: `${piece.join('\n')}\n` };
  });
}

function pieceName(name: string, number: number): string {
  const dot = name.indexOf('.');
  const stem = dot < 0 ? name : name.slice(0, dot);
  return `${stem}-${String(number).padStart(3, '0')}${dot < 0 ? '' : name.slice(dot)}`;
}
