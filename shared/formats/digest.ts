import { createHash, type Hash } from 'node:crypto';
import { byText } from '../domain/by-text.ts';
import { oncePer } from '../domain/once-per.ts';
import type { Losing, Series } from '../domain/telemetry/series.ts';

/** SHA-256 as 64 hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Digest of a JSON value whose keys are written in a fixed order by the caller. */
export function digestOf(value: unknown): string {
  return sha256(JSON.stringify(value));
}

/** Values that wait for those of the series before them: 64 MB. */
const MOST_WAITING = 8_000_000;

type Numbers = Float64Array | Uint8Array;
type Side = 'winning' | 'losing';

/** What comes into the digest before the values of one side of a series. */
interface SeriesSide {
  readonly count: number;
  readonly times: Hash;
  readonly flags: Hash;
}

/** The values of one side of a series, and the text before them. */
interface ValuePart {
  readonly series: string;
  readonly side: Side;
  readonly count: number;
  readonly before: string;
}

const NOTHING: SeriesSide = { count: 0, times: createHash('sha256'), flags: createHash('sha256') };

/**
 * Digest of a bucket's merged samples: every series by name with the digest of its times, the digest of its flags
 * (quality, status, origin), its value bits, and the same of the losing samples of conflicts. Downlinks, lines, arrival
 * and the bytes of segments have no part in it (docs/promises.md#p2).
 *
 * The samples come stretch by stretch, in order of time. Values come last, series by series: where there are too many of
 * them to wait, the stretches are asked for again.
 */
export class SamplesDigest {
  readonly #series = new Map<string, Record<Side, SeriesSide>>();
  readonly #mostWaiting: number;

  /** @param mostWaiting values that are held at most, beside a stretch */
  constructor(mostWaiting = MOST_WAITING) {
    this.#mostWaiting = mostWaiting;
  }

  /** Takes the next stretch, of which a series may have nothing. */
  add(stretch: readonly Series[]): void {
    // Times and flags that series share are hashed once.
    const goneOn = oncePer((before: Hash) =>
      oncePer((more: Numbers) => (more.length === 0 ? before : before.copy().update(bytesOf(more)))),
    );
    const longer = ({ count, times, flags }: SeriesSide, more: Losing): SeriesSide => ({
      count: count + more.times.length,
      times: goneOn(times)(more.times),
      flags: goneOn(flags)(more.flags),
    });
    for (const one of stretch) {
      const { winning, losing } = this.#series.get(one.series) ?? { winning: NOTHING, losing: NOTHING };
      this.#series.set(one.series, { winning: longer(winning, one), losing: longer(losing, one.losing) });
    }
  }

  /** @param again gives the same stretches again, of these series at least */
  async finish(again: (series: ReadonlySet<string>) => AsyncIterable<readonly Series[]>): Promise<string> {
    const hash = createHash('sha256');
    for (const [first, ...others] of groupsOf(this.#parts(), this.#mostWaiting)) {
      hash.update(first.before);
      const waiting = others.map((part) => ({ ...part, values: [] as Float64Array[] }));
      const names = new Set([first, ...others].filter(({ count }) => count > 0).map(({ series }) => series));
      for await (const stretch of names.size === 0 ? [] : again(names)) {
        for (const one of stretch) {
          if (one.series === first.series) hash.update(bytesOf(valuesOf(one, first.side)));
          for (const { series, side, values } of waiting)
            if (one.series === series) values.push(valuesOf(one, side));
        }
      }
      for (const { before, values } of waiting) {
        hash.update(before);
        for (const some of values) hash.update(bytesOf(some));
      }
    }
    return hash.digest('hex');
  }

  #parts(): ValuePart[] {
    const digest = oncePer((hash: Hash) => hash.copy().digest('hex'));
    return [...this.#series]
      .sort(([a], [b]) => byText(a, b))
      .flatMap(([series, { winning, losing }]): ValuePart[] => {
        const counts = `${series}\n${winning.count} ${losing.count}\n`;
        const [ofWinning, ofLosing] = [winning, losing].map(
          ({ times, flags }) => digest(times) + digest(flags),
        );
        return [
          { series, side: 'winning', count: winning.count, before: `${counts}${ofWinning}` },
          { series, side: 'losing', count: losing.count, before: `${ofLosing}` },
        ];
      });
  }
}

/** In their order: of each group all but the first can wait. */
function groupsOf(parts: readonly ValuePart[], mostWaiting: number): [ValuePart, ...ValuePart[]][] {
  const groups: [ValuePart, ...ValuePart[]][] = [];
  let waiting = 0;
  for (const part of parts) {
    waiting += part.count;
    const group = groups.at(-1);
    if (group !== undefined && waiting <= mostWaiting) {
      group.push(part);
      continue;
    }
    groups.push([part]);
    waiting = 0;
  }
  return groups;
}

const valuesOf = ({ values, losing }: Series, side: Side): Float64Array =>
  side === 'winning' ? values : losing.values;

function bytesOf(array: Numbers): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
