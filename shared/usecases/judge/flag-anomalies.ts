/** The pages of a unit or pair have changed: find again what is wrong on it, and take note of what is new. */
import type { FlagHint } from '../../contract/hints.ts';
import { type SubjectRecord, subjectKey, subjectKind } from '../../domain/anomaly/subject.ts';
import { type Derived, isSameContent } from '../../domain/archive/derived.ts';
import { anomaliesKey } from '../../domain/archive/keys.ts';
import { Damaged } from '../../domain/damaged.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import type { JournalRecord } from '../../domain/journal/journal-record.ts';
import type { Ports } from '../../ports.ts';
import { withItemsInHand } from '../known/in-hand.ts';
import { type LoadedExperiment, loadExperiment, loadRecord } from '../known/load-experiment.ts';
import { markSubjectDue } from '../known/mark-subject-due.ts';
import { updateInHand } from '../known/update.ts';
import { writeDerived } from '../known/write-derived.ts';
import { markArmDue, markMembersDue } from './arm-members.ts';
import { armedOf } from './armed-subject.ts';
import { flagArm } from './flag-arm.ts';
import { flagNewestOfPair, flagPair } from './flag-pair.ts';
import { type Findings, flagUnit } from './flag-unit.ts';
import { healDerived } from './heal-derived.ts';
import { journalAnomalies } from './journal-anomalies.ts';
import { buildPagesAnew, OutdatedPages } from './outdated-pages.ts';
import { pairsReached, type ReachedPair } from './pairs-reached.ts';
import { readAnomalies } from './read-findings.ts';

/**
 * Does what is due of the subject; a hint for one that is not due changes nothing. Resolves to what was damaged of how it
 * was judged before, so that it was judged from its beginning, or of what it is judged by, so that it waits until that
 * is made anew; null where nothing was in the way.
 */
export async function flagAnomalies(allPorts: Ports, hint: FlagHint): Promise<Damaged | null> {
  const ports = withItemsInHand(allPorts);
  try {
    return await judgeSubject(ports, hint);
  } catch (error) {
    if (!(error instanceof Damaged) || !(await healDerived(ports, error.key))) throw error;
    // Of an item there is nobody else who hints again.
    await ports.queues.flag.send(hint);
    return error;
  }
}

async function judgeSubject(ports: Ports, hint: FlagHint): Promise<Damaged | null> {
  const { serving: generation, rebuilding } = await loadRecord(ports, hint.experiment);
  // What is not read yet would be missed, and people told of it.
  if (rebuilding) return null;
  const key = subjectKey(hint.experiment, generation, hint.subject, hint.id);
  const subject = (await ports.catalogue.get(subjectKind, key))?.item;
  if (!subject?.due) return null;
  // Read after the subject: what changes from now on makes the subject due again, under a further v.
  const loaded = await loadExperiment(ports, hint.experiment);
  const findings = await findingsOf(ports, loaded, subject);
  if (findings === null) return null;
  const list = await writeAnomalies(ports, { ...hint, generation }, subject.anomalies, findings);
  const found = foundIn(findings, list);
  const before = subject.journaled === null ? [] : await journaledList(ports, subject.journaled);
  const isNews = hasNews(subject, list, findings);
  if (isNews) {
    // Before anybody is told: who tells looks at what is found now.
    const pointed = await updateInHand(ports, subjectKind, key, (current) =>
      current?.v === subject.v && current.due ? { ...current, ...found } : null,
    );
    // Somebody changed what it rests on meanwhile: the mark stands, and the next run does it.
    if (pointed?.v !== subject.v) return findings.damaged;
    if (hint.subject !== 'arm')
      await journal(ports, loaded, { kind: hint.subject, id: hint.id }, before, findings);
  }
  if (hint.subject === 'arm') await markMembersDue(ports, loaded, subject, { before, after: findings });
  if (hint.subject === 'unit') {
    await markArmDue(ports, loaded, subject, { before, after: findings.anomalies });
    const at = { experiment: hint.experiment, generation };
    // A pair is judged by the list that the unit's record points at.
    const isPointedAt = isNews || isSameContent(subject.anomalies, list);
    for (const reached of await pairsReached(loaded, subject, { before, after: findings.anomalies })) {
      if (isPointedAt && (await judgedAtOnce(ports, at, reached))) continue;
      await markSubjectDue(ports, at, { kind: 'pair', id: reached.pair }, reached.since);
    }
  }
  await updateInHand(ports, subjectKind, key, (current) =>
    current?.v === subject.v && current.due ? { ...current, ...found, journaled: list, due: false } : null,
  );
  return findings.damaged;
}

/** Without it each anomaly is taken for news, of which the journal tells nobody twice. */
async function journaledList(ports: Ports, list: Derived): Promise<readonly Anomaly[]> {
  try {
    return await readAnomalies(ports, list);
  } catch (error) {
    if (error instanceof Damaged) return [];
    throw error;
  }
}

/** Null where pages of a unit are still to be built anew: its mark stands, and each new page hints again. */
async function findingsOf(
  ports: Ports,
  loaded: LoadedExperiment,
  subject: SubjectRecord,
): Promise<Findings | null> {
  if (subject.kind === 'pair')
    return loaded.index.pairs.has(subject.id) ? flagPair(ports, loaded, subject) : nothingOn(subject);
  try {
    return await (subject.kind === 'arm' ? flagArm : flagUnit)(ports, loaded, subject);
  } catch (error) {
    if (!(error instanceof OutdatedPages)) throw error;
    await buildPagesAnew(ports, error.pages);
    return null;
  }
}

/** A later definition has dropped the pair: what was found on it is withdrawn. One that declares it again marks it due. */
function nothingOn({ asOf }: SubjectRecord): Findings {
  const remember = { folded: null, closed: null, shiftMicros: null, reached: {} };
  return { anomalies: [], asOf, remember, damaged: null };
}

const foundIn = ({ asOf, remember }: Findings, list: Derived) => ({ anomalies: list, asOf, ...remember });

/**
 * Judges a pair in the run that changed what it rests on, which costs one write and no further message, where there is
 * nothing to tell of it and nobody else is at it. False where it is to be marked due: nothing was changed then. The
 * unit's own mark stands until the end, so that a run that dies in here is done again.
 */
async function judgedAtOnce(
  ports: Ports,
  { experiment, generation }: { readonly experiment: string; readonly generation: number },
  { pair, since }: ReachedPair,
): Promise<boolean> {
  const key = subjectKey(experiment, generation, 'pair', pair);
  const stored = await ports.catalogue.get(subjectKind, key);
  if (stored === null || stored.item.due) return false;
  // Read after the subject: whoever changes something from now on changes the subject after it, or finds it changed.
  const loaded = await loadExperiment(ports, experiment);
  if (loaded.generation !== generation) return false;
  const findings = await flagNewestOfPair(ports, loaded, { ...stored.item, since });
  if (findings === null) return false;
  const list = await writeAnomalies(
    ports,
    { experiment, generation, subject: 'pair', id: pair },
    stored.item.anomalies,
    findings,
  );
  if (hasNews(stored.item, list, findings)) return false;
  const judged = { ...stored.item, ...foundIn(findings, list), v: stored.item.v + 1, since };
  return ports.catalogue.put(subjectKind, key, judged, stored.version);
}

/** Whether the journal may have something to take note of: a list that it does not know, or anything that lasts. */
function hasNews({ journaled }: SubjectRecord, list: Derived, { anomalies }: Findings): boolean {
  return !isSameContent(journaled, list) || anomalies.some(({ to }) => to === null);
}

/** The list, written where it is another than the standing one. */
async function writeAnomalies(
  ports: Ports,
  at: FlagHint & { readonly generation: number },
  standing: Derived | null,
  { anomalies }: Findings,
): Promise<Derived> {
  const object = { bytes: Buffer.from(JSON.stringify(anomalies)), contentType: 'application/json' };
  return writeDerived(ports, anomaliesKey(at, `${at.subject}=${at.id}`), object, standing);
}

async function journal(
  ports: Ports,
  loaded: LoadedExperiment,
  subject: JournalRecord['subject'],
  before: readonly Anomaly[],
  { anomalies, asOf }: Findings,
): Promise<void> {
  if (asOf === null) return;
  const { experiment } = loaded;
  const context = { experiment, subject, armed: await armedOf(loaded, subject) };
  await journalAnomalies(ports, { before, after: anomalies }, context);
}
