/** Differences in rows: one per pair and channel over all armed time, and one for each of its phases. Pure. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { channelEnvironment } from '../../../shared/domain/twins/environment-words.ts';
import {
  NOT_ARMED_CELLS,
  type SummaryCells,
  summaryCells,
  summaryReasons,
  withDoubtedText,
} from '../../../shared/domain/twins/summary-words.ts';

export interface DeltaRow {
  readonly pair: string;
  readonly channel: string;
  /** Null: over all of the armed time. */
  readonly phase: string | null;
  readonly cells: SummaryCells;
  /** What it is with the readings that are doubted; null where none is. */
  readonly withDoubted: string | null;
  readonly environment: string;
  readonly alignment: string;
  /** Why a number is not there. */
  readonly reasons: readonly string[];
  /** Where its curves are: null where nothing came. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Which rows are wanted: all, those over the whole, or those of one phase. */
export const WHOLE = 'whole';

export function deltaRows(deltas: readonly DeltaOnWire[], phase: string | undefined): DeltaRow[] {
  return deltas.flatMap((delta) => {
    const { pair, channel, ucum, alignment } = delta;
    const common = { pair, channel, alignment: alignment.verdict };
    const whole: DeltaRow = {
      ...{ ...common, phase: null, cells: summaryCells(delta.summary, ucum) },
      withDoubted: withDoubtedText(delta.summaryAll, delta.excluded, ucum),
      environment: environmentOf(channel, delta.environment),
      reasons: summaryReasons(delta.summary),
      ...{ from: null, to: null },
    };
    const byPhase = delta.phases.map((one): DeltaRow => {
      const { armed, summary, summaryAll, excluded, environment, range, reason } = one;
      return {
        ...{ ...common, phase: one.phase, cells: armed ? summaryCells(summary, ucum) : NOT_ARMED_CELLS },
        withDoubted: armed ? withDoubtedText(summaryAll, excluded, ucum) : null,
        environment: armed ? environmentOf(channel, environment) : 'not judged: not armed',
        reasons: reason === undefined ? summaryReasons(summary) : [reason],
        ...{ from: range?.first ?? null, to: range?.last ?? null },
      };
    });
    if (phase === WHOLE) return [whole];
    return phase === undefined ? [whole, ...byPhase] : byPhase.filter((row) => row.phase === phase);
  });
}

function environmentOf(channel: string, environment: DeltaOnWire['environment']): string {
  const { text, why } = channelEnvironment(channel, environment);
  return [text, ...why].join('; ');
}
