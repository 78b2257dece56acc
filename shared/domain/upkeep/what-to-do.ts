/** What whoever reads a finding of a verification or a rebuild can do about it, by its key. */
import { EXPERIMENTS } from '../experiment/experiment-record.ts';
import { kindOf } from '../kind.ts';
import { typedCommand } from '../words/typed-command.ts';

const ITSELF = 'nothing: it is made anew by itself';
const VERSION = 'put the version of before back, which the bucket keeps for 30 days after it was replaced';
const BACKUP = 'put the item back from the backup of the table, which reaches back 35 days';

/** By the first part of an object's key; of `rejects/` and `segments/` the downlink is named. */
const OF_OBJECTS: Readonly<Record<string, string>> = {
  raw: `${VERSION}, or the file from its sender, under the same key; what was read of it stays as it is`,
  segments: `${typedCommand('reread')} of the downlinks of this unit and day makes it again`,
  merged: `${VERSION}; until then no file that was merged can be withdrawn or read again there`,
  items: `${VERSION}; where it is of a definition or a contact plan, applying that again writes it too`,
  snapshots: `${VERSION}; else ask again and pin the new answer`,
  kept: `${VERSION}; a rebuild would lack it`,
  pages: ITSELF,
  deltas: ITSELF,
  anomalies: ITSELF,
  checkpoints: ITSELF,
  contrasts: ITSELF,
  assays: `${typedCommand('reread')} of the downlink that the key names makes it again`,
};

/** By the kind of an item. */
const OF_ITEMS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['HOURS', 'DELTA', 'SUBJECT', 'CHECKPOINT', 'DIGEST', 'ASSAY'].map((kind) => [kind, ITSELF]),
  ),
  HEAD: `where the item is gone, ${typedCommand('reread')} of the downlinks of this unit and day makes it again; else ${BACKUP}`,
  UPKEEP: 'see the log of ingest-downlink, then give the command again',
};

/** Whether it is computed from others that a verification reads too, so that nobody has to do anything. */
export const isMadeAnew = (experiment: string, key: string): boolean => whatToDo(experiment, key) === ITSELF;

export function whatToDo(experiment: string, key: string): string {
  const [first = '', second = '', third = ''] = key.split('/');
  if (first === EXPERIMENTS || first === experiment)
    return OF_ITEMS[kindOf({ partition: first, sort: second })] ?? BACKUP;
  if (first === 'rejects') return `${typedCommand(`reread ${third} -e ${experiment}`)} writes it again`;
  return OF_OBJECTS[first] ?? VERSION;
}
