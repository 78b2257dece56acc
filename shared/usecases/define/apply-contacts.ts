import type { AppliedContacts, ContactsOnWire } from '../../contract/contacts.ts';
import { contactOnWire } from '../../contract/contacts.ts';
import { subjectKey, subjectKind } from '../../domain/anomaly/subject.ts';
import type { Contact } from '../../domain/contacts/contact.ts';
import {
  type ContactsRecord,
  type ContactsRevision,
  contactPlanKey,
  contactPlanKind,
  contactsKey,
  contactsKind,
  contactsOfRecord,
  followingRevision,
  recordOfContacts,
  revisionAt,
} from '../../domain/contacts/contact-plan.ts';
import { beginOf, supersede } from '../../domain/contacts/supersede.ts';
import { isArmJudged } from '../../domain/detect/drift/reference.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf, type Micros } from '../../domain/time.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { contactsNamed } from '../known/load-contacts.ts';
import { type LoadedExperiment, loadExperiment, loadRecord } from '../known/load-experiment.ts';
import { markSubjectDue } from '../known/mark-subject-due.ts';
import { update } from '../known/update.ts';

/** An item of the table holds 400 KB; what else stands in it needs little. */
const LONGEST_PLAN = 380_000;

export interface PutContacts {
  /** Null for the first acquisition of signal of the table. */
  readonly from: Micros | null;
  /** Whether a table that was put once before is to change nothing. */
  readonly onlyNew: boolean;
}

/**
 * Puts a table of contacts (CSV or JSON text) in force from its instant on; contacts of before stay. The same table
 * again, however it is written, changes nothing. Of what is stored only the severity of a drift depends on the plan; the
 * causes of gaps are told anew whenever somebody asks.
 */
export async function applyContacts(
  ports: Ports,
  experiment: string,
  text: string,
  by: string,
  { from: wanted, onlyNew }: PutContacts = { from: null, onlyNew: false },
): Promise<AppliedContacts> {
  const loaded = await loadExperiment(ports, experiment);
  // Beside what a cold start loads: few requests bring a plan.
  const { readContacts } = await import('../../formats/contacts/read-contacts.ts');
  const contacts = readContacts(text);
  const table = digestOf(recordOfContacts(contacts));
  const from = wanted ?? beginOf(contacts);
  let result = supersede([], contacts, from);
  const decide = async (current: ContactsRecord | null): Promise<ContactsRecord | null> => {
    const before = current === null ? [] : await contactsOf(ports, experiment, current);
    if (onlyNew && current !== null && wasPut(current, table)) {
      result = { contacts: before, stayed: before.length, replaced: 0, added: 0, notices: [] };
      return null;
    }
    result = supersede(before, contacts, from);
    const plan = recordOfContacts(result.contacts);
    refuseTooLong(JSON.stringify(plan).length, result.contacts.length);
    const sha256 = digestOf(plan);
    if (current?.sha256 === sha256) return null;
    await update(ports, contactPlanKind, contactPlanKey(experiment, sha256), (known) =>
      known === null ? plan : null,
    );
    const applied = { appliedAt: ports.clock.now(), appliedBy: by };
    return followingRevision(current, { sha256, contacts: result.contacts.length, ...applied, from, table });
  };
  const record = await update(ports, contactsKind, contactsKey(experiment), decide);
  if (record === null) throw new Error(`the contacts of ${experiment} vanished while they were applied`);
  // Also where nothing is new: a run may have died in here.
  await markArmsDue(ports, loaded);
  const { stayed, replaced, added, notices } = result;
  return {
    ...{ revision: record.revision, sha256: record.sha256, contacts: result.contacts.length },
    ...endsOf(result.contacts),
    ...{ effective: isoOf(from), stayed, replaced, added, warnings: [...notices] },
  };
}

const contactsOf = async (ports: Ports, experiment: string, { sha256 }: { readonly sha256: string }) =>
  contactsOfRecord(await contactsNamed(ports, experiment, sha256));

function wasPut({ history, ...last }: ContactsRecord, table: string): boolean {
  return [...history, last].some((one) => (one.table ?? one.sha256) === table);
}

/** A drift is as severe as the contacts leave time for. The folds stand: only what lasts is told anew. */
async function markArmsDue(ports: Ports, { experiment, generation, index }: LoadedExperiment): Promise<void> {
  for (const arm of index.unitsByArm.keys()) {
    if (!isArmJudged(index, arm)) continue;
    const key = subjectKey(experiment, generation, 'arm', arm);
    const subject = (await ports.catalogue.get(subjectKind, key))?.item;
    if (subject === undefined) continue;
    await markSubjectDue(ports, { experiment, generation }, { kind: 'arm', id: arm }, LATEST);
  }
}

/** After every bucket. */
const LATEST = '9999-12-31';

function endsOf(contacts: readonly Contact[]): { from: string; to: string } {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { aos, los } of contacts) {
    from = Math.min(from, aos);
    to = Math.max(to, los);
  }
  return { from: isoOf(from), to: isoOf(to) };
}

function refuseTooLong(length: number, contacts: number): void {
  if (length <= LONGEST_PLAN) return;
  const sentence = `the plan's ${contacts} contacts take ${length} characters, ${LONGEST_PLAN} are kept: shorten ids and names of stations, or leave out what is long past`;
  throw new Refusal('too-large', 'contacts.too-large', sentence);
}

const MOST_SHOWN = 100;

/** The contact plan in force, or as it was known at the instant. Refuses where there is none. */
export async function showContacts(
  ports: Ports,
  experiment: string,
  at: Micros | null = null,
): Promise<ContactsOnWire> {
  await loadRecord(ports, experiment);
  const stored = await ports.catalogue.get(contactsKind, contactsKey(experiment));
  if (stored === null) {
    throw new Refusal(
      'not-found',
      'contacts.none',
      `${experiment} has no contact plan; add one: ${typedCommand(`contacts apply FILE -e ${experiment}`)}`,
    );
  }
  const { history, ...last } = stored.item;
  const known = at === null ? last : revisionAt(stored.item, at);
  if (known === null) {
    const first = history[0] ?? last;
    throw new Refusal(
      'not-found',
      'contacts.none-then',
      `no contact plan of ${experiment} is known for ${isoOf(at ?? 0)}: revision ${first.revision}, the first that is known, was put at ${isoOf(first.appliedAt)}`,
    );
  }
  return {
    ...{ ...revisionOnWire(known), sha256: known.sha256 },
    contacts: (await contactsOf(ports, experiment, known)).map(contactOnWire),
    revisions: [...history, last].slice(-MOST_SHOWN).map(revisionOnWire),
  };
}

const revisionOnWire = ({ revision, appliedAt, appliedBy, from, contacts }: ContactsRevision) => ({
  ...{ revision, appliedAt: isoOf(appliedAt), appliedBy, contacts },
  ...(from !== null && { effective: isoOf(from) }),
});
