/** What a person has to look at in the times of a file. */
import { quoted } from '../quoted.ts';
import { isoOf } from '../time.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import type { FileShape } from './file-shape.ts';

export function timeRemarks({ time, dialect }: FileShape): string[] {
  const remarks: string[] = [];
  const [first, ...others] = time.formats;
  if (others.length > 0)
    remarks.push(
      `every time of the first rows can be read as ${[first, ...others].join(' and as ')}: ask whoever writes the file, and keep the right one`,
    );
  if (time.firstCount !== null)
    remarks.push(
      `counts as ${first}: the first row is of ${isoOf(time.firstCount)}; if it is not, they count from another epoch: say which (epoch: 1980-01-06T00:00:00Z of GPS, less its leap seconds; 2000-01-01T12:00:00Z of J2000)`,
    );
  if (typeof time.epoch === 'string')
    remarks.push(
      `the counts fit ${time.epoch.slice(0, 4)} as their beginning (LabVIEW counts from 1904), and no later one`,
    );
  if (time.epoch !== null && typeof time.epoch !== 'string')
    remarks.push(
      `${time.columns[0]} counts, and ${listText(time.epoch.above)} above the header ${time.epoch.above.length === 1 ? 'says' : 'say'} from when`,
    );
  if (time.needsZone)
    remarks.push(
      time.zone === null
        ? 'the times carry no offset: say in which zone the clock ran; UTC stands there as a guess'
        : `the times carry no offset, and the file says ${time.zone}`,
    );
  if (time.others.length > 0)
    remarks.push(
      `${listText(time.others)} ${time.others.length === 1 ? 'holds' : 'hold'} times too: ${time.columns.join(' and ')} is taken for when the readings were made; correct it if it says when they came`,
    );
  return [...remarks, ...unreadRemarks(time, dialect.header === 'none')];
}

/** Units and the like above the rows, and rows that would be rejected. */
function unreadRemarks({ rowsAfterHeader, unread }: FileShape['time'], isHeaderless: boolean): string[] {
  const [first] = unread;
  return [
    ...(rowsAfterHeader === 0
      ? []
      : [
          `${countText(rowsAfterHeader, 'row')} ${isHeaderless ? 'above' : 'between the header and'} the readings ${rowsAfterHeader === 1 ? 'has' : 'have'} no time: taken for units and the like`,
        ]),
    ...(first === undefined
      ? []
      : [
          `${countText(unread.length, 'row')} further down ${unread.length === 1 ? 'has' : 'have'} no readable time and would be rejected (first: line ${first.line}, ${quoted(first.text)})`,
        ]),
  ];
}
