/** The way back: which files a number rests on, by their numbers on the page. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { fileNumber } from '../../../shared/domain/downlink/file-number.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import type { ReportFrame } from '../../../shared/usecases/report/report-experiment.ts';
import { isInForce } from '../../../shared/usecases/report/report-files.ts';

const MOST_NAMED = 12;

export function filesOfDelta(frame: ReportFrame, { pair, channel, range }: DeltaOnWire): string {
  const twins = frame.loaded.definition.pairs.find(({ id }) => id === pair);
  if (twins === undefined || range === null) return '';
  const [from, to] = [Date.parse(range.first), Date.parse(range.last)];
  // The ground unit's samples are those of another time: of it all files count.
  const holds = (one: ReceiptOnWire['ranges'][number]) =>
    one.channel === channel &&
    (one.unit === twins.ground ||
      (one.unit === twins.flight && Date.parse(one.from) <= to && Date.parse(one.to) >= from));
  return numbersOf(frame, ({ ranges }) => ranges.some(holds));
}

/** Of an assay all that is in force of it. */
export const filesOfAssay = (frame: ReportFrame, assay: string): string =>
  numbersOf(frame, ({ source }) => source === assay);

export const filesOfDownlinks = (frame: ReportFrame, downlinks: readonly string[]): string =>
  numbersOf(frame, ({ id }) => downlinks.includes(id));

function numbersOf(
  { arrived: { files, isCut }, prefix }: ReportFrame,
  isMeant: (file: ReceiptOnWire) => boolean,
): string {
  const numbers = files.flatMap((file, place) =>
    isInForce(file) && isMeant(file) ? [fileNumber(prefix, place)] : [],
  );
  // Of those that are not listed nobody has looked which it rests on.
  const beyond = isCut ? [`any after ${fileNumber(prefix, files.length - 1)}`] : [];
  return listText([...numbers, ...beyond], ', ', MOST_NAMED);
}
