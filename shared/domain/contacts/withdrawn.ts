/** What was withdrawn on purpose: it is here, so that no contact has to bring it again. */
import { byText } from '../by-text.ts';
import { isIngested, type ReceiptRecord } from '../downlink/receipt.ts';
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { MICROS_PER_SECOND } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import { countText } from '../words/count.ts';
import { typedCommand } from '../words/typed-command.ts';
import { stretchNamed } from './stretch-named.ts';
import { cutAt, type ToldCause, type UnitGap } from './told-cause.ts';
import { unitsOfFile } from './withheld.ts';

export interface Withdrawn {
  readonly downlink: string;
  readonly fileName: string;
  /** What was read of it; empty where a rebuild could not know. */
  readonly ranges: ReceiptRecord['ranges'];
  /** Without ranges: the time that its name says, and the units that it may speak of. */
  readonly named: (Interval & { readonly units: readonly string[] }) | null;
}

/** A stretch counts as held where the file has at least this part of its samples. */
const NEARLY_ALL = 0.9;

/** The withdrawn downlinks, but for those whose very bytes count as another downlink. */
export function withdrawnOf(receipts: readonly ReceiptRecord[], index: DefinitionIndex): Withdrawn[] {
  const counted = new Set(receipts.flatMap(({ state, sha256 }) => (isIngested(state) ? [sha256] : [])));
  return receipts
    .filter(({ state, sha256 }) => state === 'WITHDRAWN' && (sha256 === null || !counted.has(sha256)))
    .map((receipt) => {
      const { id, fileName, ranges } = receipt;
      const stretch = ranges.length === 0 ? stretchNamed(fileName) : null;
      const named = stretch === null ? null : { ...stretch, units: unitsOfFile(receipt, index) };
      return { downlink: id, fileName, ranges, named };
    });
}

/** The gap is WITHDRAWN where withdrawn files hold nearly all of it; else null. */
export function withdrawnCause(gap: UnitGap, withdrawn: readonly Withdrawn[]): ToldCause | null {
  const holding = withdrawn.flatMap((file) => {
    const held = heldOf(gap, file);
    return held === null ? [] : [{ ...file, ...held }];
  });
  let [covered, reached] = [0, gap.from];
  for (const { from, to } of holding.toSorted((a, b) => a.from - b.from)) {
    covered += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  if (holding.length === 0 || covered < NEARLY_ALL * (gap.to - gap.from)) return null;
  // By name: the same files in another order of arrival have other ids.
  const [name, ...others] = [...new Set(holding.map(({ fileName }) => fileName))].sort(byText);
  const more = others.length === 0 ? '' : ` and ${countText(others.length, 'other file')}`;
  const reason = `withdrawn on purpose with ${name}${more}; the bytes are here, and ${typedCommand('reread')} brings them back`;
  return { cause: 'WITHDRAWN', reason, downlinks: holding.map(({ downlink }) => downlink) };
}

/** The gap cut at the ends of what withdrawn files hold of it, so that the rest alone has to be sent again. */
export function cutAtWithdrawn(gap: UnitGap, withdrawn: readonly Withdrawn[]): UnitGap[] {
  return cutAt(
    gap,
    withdrawn.flatMap((file) => heldOf(gap, file) ?? []).flatMap(({ from, to }) => [from, to]),
  );
}

/** The stretch of the gap that the file holds for each of its channels; null where it holds none, or may not. */
function heldOf(gap: UnitGap, { ranges, named }: Withdrawn): Interval | null {
  if (named?.units.includes(gap.unit)) return within(gap, named);
  let held: Interval | null = { from: gap.from, to: gap.to };
  for (const channel of gap.channels) {
    const own = ranges.filter((range) => range.unit === gap.unit && range.channel === channel);
    const [stretch] = own.flatMap((range) => heldIn(gap, range) ?? []);
    held = held === null || stretch === undefined ? null : within(held, stretch);
  }
  return held;
}

/** By the range of one series: what the file itself lacks may all lie within the gap. */
function heldIn(gap: UnitGap, range: ReceiptRecord['ranges'][number]): Interval | null {
  const step = gap.periodSeconds * MICROS_PER_SECOND;
  // Its first and last sample are missing too, so that the gap ends a period further.
  const held = within(gap, { from: range.from - step, to: range.to + step });
  if (held === null) return null;
  const lacking = Math.max(0, Math.round((range.to - range.from) / step) + 1 - range.samples);
  const expected = (held.to - held.from) / step;
  return lacking <= (1 - NEARLY_ALL) * expected ? held : null;
}

function within(gap: Interval, { from, to }: Interval): Interval | null {
  const both = { from: Math.max(gap.from, from), to: Math.min(gap.to, to) };
  return both.to > both.from ? both : null;
}
