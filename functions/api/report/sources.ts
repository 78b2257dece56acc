/** The way back: which files a number rests on, by their numbers on the page. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import type { ReportFrame } from '../../../shared/usecases/report/report-experiment.ts';
import { isInForce } from '../../../shared/usecases/report/report-files.ts';

const MOST_NAMED = 12;

/** F1, F2, … in the order the files were announced. */
export const fileNumber = (place: number): string => `F${place + 1}`;

export function filesOfDelta(
  { arrived, loaded }: ReportFrame,
  { pair, channel, range }: DeltaOnWire,
): string {
  const twins = loaded.definition.pairs.find(({ id }) => id === pair);
  if (twins === undefined || range === null) return '';
  const [from, to] = [Date.parse(range.first), Date.parse(range.last)];
  // The ground unit's samples are those of another time: of it all files count.
  const holds = (one: ReceiptOnWire['ranges'][number]) =>
    one.channel === channel &&
    (one.unit === twins.ground ||
      (one.unit === twins.flight && Date.parse(one.from) <= to && Date.parse(one.to) >= from));
  return numbersOf(arrived, ({ ranges }) => ranges.some(holds));
}

/** Of an assay all that is in force of it. */
export const filesOfAssay = ({ arrived }: ReportFrame, assay: string): string =>
  numbersOf(arrived, ({ source }) => source === assay);

export const filesOfDownlinks = ({ arrived }: ReportFrame, downlinks: readonly string[]): string =>
  numbersOf(arrived, ({ id }) => downlinks.includes(id));

function numbersOf(
  { files, isCut }: ReportFrame['arrived'],
  isMeant: (file: ReceiptOnWire) => boolean,
): string {
  const numbers = files.flatMap((file, place) =>
    isInForce(file) && isMeant(file) ? [fileNumber(place)] : [],
  );
  // Of those that are not listed nobody has looked which it rests on.
  const beyond = isCut ? [`any after ${fileNumber(files.length - 1)}`] : [];
  return listText([...numbers, ...beyond], ', ', MOST_NAMED);
}
