import type { HeadRecord } from '../../domain/bucket/head.ts';
import { type Block, BlockFold, type BlockRule } from '../../domain/conduct/blocks.ts';
import type { AnswerRules } from '../../domain/experiment/answer-rules.ts';
import type { Ports } from '../../ports.ts';
import { readSamples } from '../heads/read-samples.ts';
import { segmentsIn, type TimeRange, visibleEntries } from '../heads/read-segments.ts';

/**
 * Blocks of a unit's series, by series. Its heads come in order of time and are read one after the other, so that one
 * bucket's samples are held at a time.
 */
export async function readBlocks(
  ports: Ports,
  experiment: string,
  rules: AnswerRules,
  heads: readonly HeadRecord[],
  wanted: ReadonlyMap<string, BlockRule>,
  range: TimeRange,
): Promise<ReadonlyMap<string, readonly Block[]>> {
  const folds = new Map([...wanted].map(([series, rule]) => [series, new BlockFold(rule)]));
  const series = new Set(wanted.keys());
  for (const head of heads) {
    const segments = segmentsIn(await visibleEntries(ports, experiment, head), range);
    if (segments.length === 0) continue;
    for (const one of await readSamples(ports, rules, segments, { series, range })) {
      folds.get(one.series)?.add(one);
    }
  }
  return new Map([...folds].map(([name, fold]) => [name, fold.end()]));
}
