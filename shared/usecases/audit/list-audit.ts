import type { AuditEntryOnWire, AuditOnWire } from '../../contract/audit.ts';
import {
  AUDIT_ENTRIES,
  type AuditAnswered,
  type AuditAsked,
  auditBefore,
  auditKey,
  auditKind,
} from '../../domain/audit/audit-entry.ts';
import { emptyRange } from '../../domain/empty-range.ts';
import { isoOf, MICROS_PER_DAY, type Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { listSound } from '../known/list-sound.ts';

const DEFAULT_DAYS = 7;
/** Of one page; who asks for few of many looks through more pages. */
const MOST_ENTRIES = 100;
const MOST_LOOKED_THROUGH = 2000;

export interface AuditAskedFor {
  readonly from?: Micros | undefined;
  readonly to?: Micros | undefined;
  readonly experiment?: string | undefined;
  readonly holder?: string | undefined;
}

/** Where a page ends: time and id of its last entry. */
export interface AuditPlace {
  readonly at: Micros;
  readonly id: string;
}

interface Entry {
  readonly asked: AuditAsked;
  answered: AuditAnswered | null;
}

interface Page {
  readonly entries: readonly Entry[];
  readonly last: AuditPlace | null;
  readonly damaged: { readonly id: string; readonly key: string }[];
}

/**
 * Who asked for which change in [from, to), the last week where nothing is said, in order of time. Only what is of an
 * experiment that who asks sees; what is of none is shown to who sees all.
 */
export async function listAudit(
  ports: Ports,
  { from, to, experiment, holder }: AuditAskedFor,
  { after, sees, seesAll }: { after: AuditPlace | null; sees: (id: string) => boolean; seesAll: boolean },
): Promise<{ readonly page: AuditOnWire; readonly next: AuditPlace | null }> {
  const now = ports.clock.now();
  const end = to ?? now + 1;
  const begin = from ?? end - DEFAULT_DAYS * MICROS_PER_DAY;
  if (begin >= end) throw emptyRange('audit', { from: begin, to: end });
  const isAsked = ({ asked }: Entry) =>
    (asked.experiment === null ? seesAll : sees(asked.experiment)) &&
    (experiment === undefined || asked.experiment === experiment) &&
    (holder === undefined || asked.holder === holder);
  const { entries, last, damaged } = await readPage(ports, { begin, end, after }, isAsked);
  const page: AuditOnWire = {
    from: isoOf(after === null ? begin : after.at),
    to: isoOf(last === null ? end : last.at),
    entries: entries.map(entryOnWire),
    ...(damaged.length > 0 && { damaged }),
  };
  return { page, next: last };
}

/** The last place is null where everything was looked through. */
async function readPage(
  ports: Ports,
  { begin, end, after }: { readonly begin: Micros; readonly end: Micros; readonly after: AuditPlace | null },
  isAsked: (entry: Entry) => boolean,
): Promise<Page> {
  const damaged: Page['damaged'] = [];
  const found: Entry[] = [];
  let looked = 0;
  let current: Entry | null = null;
  const page = { after: after === null ? auditBefore(begin) : auditKey(after, true).sort };
  const all = listSound(ports, auditKind, { ...AUDIT_ENTRIES, page }, ({ sort }, { key }) => {
    damaged.push({ id: sort, key });
  });
  for await (const { item } of all) {
    if (item.step === 'ANSWERED') {
      if (current?.asked.id === item.id) current.answered = item;
      continue;
    }
    if (item.at >= end) break;
    // Looked at here: the answer of the last one of a page stands after it.
    if (current !== null && (found.length >= MOST_ENTRIES || looked >= MOST_LOOKED_THROUGH))
      return { entries: found, last: current.asked, damaged };
    current = { asked: item, answered: null };
    looked++;
    if (isAsked(current)) found.push(current);
  }
  return { entries: found, last: null, damaged };
}

function entryOnWire({ asked, answered }: Entry): AuditEntryOnWire {
  const { at, holder, operation, experiment, requestId } = asked;
  const about = { ...asked.about, ...answered?.about };
  return {
    ...{ at: isoOf(at), holder, operation },
    ...(experiment !== null && { experiment }),
    ...(Object.keys(about).length > 0 && { about }),
    requestId,
    answer:
      answered === null
        ? null
        : {
            ...{ at: isoOf(answered.at), status: answered.status },
            ...(answered.code !== null && { code: answered.code }),
          },
  };
}
