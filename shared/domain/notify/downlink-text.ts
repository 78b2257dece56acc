/** The words of a message about a downlink. */
import type { ReceiptRecord } from '../downlink/receipt.ts';
import { quoted } from '../quoted.ts';
import type { Micros } from '../time.ts';
import { NO_FACTS, verdictOf } from '../verdict/verdict.ts';
import { countText, groupedText } from '../words/count.ts';
import { utcText } from '../words/instant.ts';
import { listText } from '../words/list.ts';
import { rejectWords } from '../words/reject.ts';
import { typedCommand } from '../words/typed-command.ts';
import { DOWNLINK_SEVERITY, type Trouble, type TroubleKind } from './tell-downlink.ts';

interface Context {
  readonly experiment: string;
  readonly now: Micros;
}

/** Which file, who sent it and when, what became of it and why, what to do. `trouble` is null where it is put right. */
export function downlinkText(
  receipt: ReceiptRecord,
  trouble: Trouble | null,
  { experiment, now }: Context,
): { subject: string; text: string } {
  const { id, fileName, createdBy, createdAt } = receipt;
  const name = quoted(fileName);
  const look = `${typedCommand(`receipt ${id} -e ${experiment}`)} shows its receipt.`;
  const which = `The file ${name} (${id}) that ${createdBy} announced at ${utcText(createdAt, now)}`;
  if (trouble === null)
    return {
      subject: `${experiment}: over: downlink ${name}`,
      text: [`${which} ${putRightText(receipt)}`, look].join('\n'),
    };
  return {
    subject: `${experiment}: ${DOWNLINK_SEVERITY} downlink ${SUBJECTS[trouble.kind]}: ${name}`,
    text: [
      `${which} ${whatOf(receipt, trouble.kind)}`,
      ...troubleLines(receipt, trouble.kind, now),
      `This message is sent once. ${look}`,
    ].join('\n'),
  };
}

const SUBJECTS = {
  ...{ REFUSED: 'REFUSED', FAILED: 'FAILED', REJECTS: 'with rejects' },
  ...{ REREAD_REFUSED: 'reread REFUSED', REREAD_FAILED: 'reread FAILED' },
} as const satisfies Record<TroubleKind, string>;

const WHAT = {
  REFUSED: 'was REFUSED: nothing of it is in any answer.',
  FAILED: 'FAILED: Howship could not read it, and nothing of it is in any answer.',
  REJECTS: 'was stored, but some of its samples were rejected:',
  REREAD_REFUSED: 'was read again, and that was REFUSED: the earlier reading stays in every answer.',
  REREAD_FAILED: 'was to be read again, and that FAILED: the earlier reading stays in every answer.',
} as const satisfies Record<TroubleKind, string>;

/** Files of assays have records, which are no samples. */
const whatOf = ({ counts }: ReceiptRecord, kind: TroubleKind): string =>
  kind === 'REJECTS' && counts.records > 0
    ? 'was stored, but some of its records were rejected:'
    : WHAT[kind];

function troubleLines(receipt: ReceiptRecord, kind: TroubleKind, now: Micros): string[] {
  if (kind === 'REJECTS') return rejectLines(receipt);
  const verdict = verdictOf(receipt, NO_FACTS);
  const { rereading } = receipt;
  if (rereading === null || rereading.error === null) return verdict;
  const asked = `${rereading.by} asked for it at ${utcText(rereading.at, now)}`;
  return [`Why: ${rereading.error.message}; ${asked}.`, verdict.at(-1) ?? ''];
}

/** What is missing and worse is still being worked out when this is said, and other messages tell it. */
function rejectLines(receipt: ReceiptRecord): string[] {
  const { counts, byReason } = receipt;
  const [taken = ''] = verdictOf(receipt, NO_FACTS);
  const reasons = Object.entries(byReason).map(
    ([code, count]) => `${groupedText(count)} ${rejectWords(code)}`,
  );
  const ofAll =
    counts.records > 0 ? countText(counts.records, 'record') : countText(counts.samples, 'sample');
  const rejected = `Rejected: ${groupedText(counts.rejected)} of ${ofAll}: ${listText(reasons, ', ')}.`;
  return [taken, rejected, verdictOf(receipt, NO_FACTS).at(-1) ?? ''];
}

function putRightText(receipt: ReceiptRecord): string {
  if (receipt.withdrawn !== null && receipt.state === 'WITHDRAWN')
    return `was withdrawn by ${receipt.withdrawn.by}: ${quoted(receipt.withdrawn.reason)}.`;
  const [taken = ''] = verdictOf(receipt, NO_FACTS);
  return `is read now. ${taken}`;
}
