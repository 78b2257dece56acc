/** What qualifies a pair, and what qualifies one of its channels, in sentences. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { calibrationsText } from '../../../shared/domain/calibration/in-force.ts';
import { judgedTimeText } from '../../../shared/domain/twins/coverable.ts';
import { sentencesAlike } from '../../../shared/domain/twins/environment-words.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { significantText } from '../../../shared/domain/words/figure.ts';
import { spokenDuration } from '../../../shared/domain/words/span.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { list } from './table.ts';

/** The answers of the pair's channels share it. */
export function pairNotes({ alignment, environment, remarks }: DeltaOnWire): string {
  const { reference, verdict, lagSeconds, estimatedLagSeconds, reasons } = alignment;
  // Where the data show a lag, a reason says which, with its uncertainty and by which channels.
  const estimate = estimatedLagSeconds === null ? '; the data cannot tell the lag' : '';
  return list([
    `Alignment ${verdict}: by ${reference ?? 'the clocks of the units'}, ${appliedText(lagSeconds)}${estimate}.`,
    ...reasons,
    environmentText(environment),
    ...environment.reasons.map(({ sentence }) => sentence),
    ...notJudgedTexts(environment),
    ...remarks.map(({ sentence }) => sentence),
  ]);
}

function notJudgedTexts({ notJudged }: DeltaOnWire['environment']): string[] {
  return sentencesAlike(notJudged).map((sentence) => `Not judged: ${sentence}`);
}

/** The reasons say which delay was planned, or that none was. */
function appliedText(lagSeconds: number): string {
  return lagSeconds === 0 ? 'with no further lag applied' : `with a further lag of ${lagSeconds} s applied`;
}

function environmentText({ verdict, from, to, over, judged }: DeltaOnWire['environment']): string {
  const [first] = judged;
  const length = over === undefined || first === undefined ? '' : ` (${judgedTimeText(first.seconds, over)})`;
  const time = from === null || to === null ? 'no time' : `${from} to ${to}${length}`;
  const soFar = over?.until === undefined ? '' : ' so far';
  const channels = judged.map(
    (one) =>
      `${one.channel} ${one.verdict} (margin ±${one.margin}, ${significantText(100 * one.coverage, 3)} % of the time${soFar})`,
  );
  return `Environment ${verdict}, judged over ${time}: ${channels.join(', ') || 'no channel'}.`;
}

/** What leads back from it. */
export const restsOnText = ({ snapshot }: Pick<DeltaOnWire, 'snapshot'>, files: string): string =>
  `Files ${files || 'not known'}. Snapshot ${snapshot}`;

/** @param files that it rests on, by their numbers on the page */
export function deltaNotes(
  { resolution, alignment, snapshot, summary, summaryAll, ...delta }: DeltaOnWire,
  files: string,
): string {
  const { realisedOffset } = alignment;
  const everything =
    summaryAll.delta === null
      ? 'no mean'
      : `mean ${significantText(summaryAll.delta, 4)}${spokenUnit(delta.ucum)}`;
  return list([
    `Windows of ${spokenDuration(resolution)}. ${countText(summary.pairedSamples, 'pair')} in the summary; everything that was accepted has ${countText(summaryAll.pairedSamples, 'pair')}, ${everything}.`,
    ...(summary.ci95 === null
      ? []
      : [`The interval is of ${summary.interval.of}; made by ${summary.interval.method}.`]),
    ...(realisedOffset === null
      ? []
      : [
          `Samples of a pair are ${realisedOffset.medianSeconds} s apart (median; at most ${realisedOffset.maxSeconds} s).`,
        ]),
    ...(delta.unconverted ?? []).map(({ unit, sentence }) => `Not shown: samples of ${unit} ${sentence}`),
    ...(delta.calibrations === undefined ? [] : [`Calibrated: ${calibrationsText(delta.calibrations)}`]),
    restsOnText({ snapshot }, files),
  ]);
}
