import type { UpkeepOnWire } from '../../../shared/contract/upkeep.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';

/** What the table calls its items, and the archive its objects, as people say it: of one, and of several. */
const SAID: Readonly<Record<string, readonly [string, string?]>> = {
  ACTION: ['action on a downlink', 'actions on downlinks'],
  ALARM: ['action on an alarm', 'actions on alarms'],
  BROUGHT: ['event that a file brought', 'events that files brought'],
  CHECKPOINT: ['checkpoint of a detector', 'checkpoints of detectors'],
  CONTACTPLAN: ['contact plan'],
  CONTACTS: ['contact plan in force', 'contact plans in force'],
  DEFINITION: ['definition'],
  DELTA: ['record of a delta', 'records of deltas'],
  DIGEST: ['digest of a file', 'digests of files'],
  DOWNLINK: ['receipt'],
  EVENT: ['event'],
  HEAD: ['head of a bucket', 'heads of buckets'],
  HOURS: ['rollup by hours', 'rollups by hours'],
  JOURNAL: ['entry of the journal', 'entries of the journal'],
  SNAPSHOT: ['pinned snapshot'],
  SUBJECT: ['record of findings', 'records of findings'],
  action: ['action on a downlink', 'actions on downlinks'],
  alarmAction: ['action on an alarm', 'actions on alarms'],
  anomalies: ['list of anomalies', 'lists of anomalies'],
  contacts: ['contact plan in force', 'contact plans in force'],
  definition: ['definition'],
  'delta pages computed': ['delta page computed', 'delta pages computed'],
  deltas: ['delta page'],
  event: ['event'],
  experiment: ['experiment'],
  files: ['file'],
  'files read': ['file read again', 'files read again'],
  'findings computed': ['finding computed', 'findings computed'],
  kept: ['item kept beside the files', 'items kept beside the files'],
  pages: ['page'],
  plan: ['contact plan'],
  'pages computed': ['page computed', 'pages computed'],
  raw: ['uploaded file'],
  rejects: ['list of rejects', 'lists of rejects'],
  segments: ['segment'],
  snapshot: ['pinned snapshot'],
  snapshots: ['pinned snapshot'],
};

/** What was looked at so far, in a line. */
export function lookedText({ looked }: UpkeepOnWire): string {
  const counts = Object.entries(looked).map(([kind, count]) => {
    const [one, many] = SAID[kind] ?? [];
    return one === undefined ? `${groupedText(count)} ${kind}` : countText(count, one, many);
  });
  return counts.length === 0 ? 'nothing looked at yet' : counts.join(', ');
}

/** What was looked at and what differs, as a person reads it. */
export function upkeepText(upkeep: UpkeepOnWire): string {
  const { differing, differs, notRestored = [] } = upkeep;
  const rest = differing - differs.length;
  return [
    `Looked at: ${lookedText(upkeep)}`,
    differing === 0 ? soundText(upkeep) : `Found wrong: ${countText(differing, 'thing')}`,
    ...differs.map(differenceText),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...(notRestored.length > 0 ? ['Kept nowhere, so not as before:'] : []),
    ...notRestored.map((what) => `  ${what}`),
    '',
  ].join('\n');
}

function differenceText({ key, why, advice }: UpkeepOnWire['differs'][number]): string {
  const said = `  ${key}\n    ${why}`;
  return advice === undefined ? said : `${said}\n    Do: ${advice}`;
}

/** Said only of what was looked at. */
function soundText({ looked }: UpkeepOnWire): string {
  return Object.keys(looked).length === 0 ? 'There was nothing to look at.' : 'Nothing of these differs.';
}
