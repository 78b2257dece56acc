/** Whether what was found on a unit or pair, and the checkpoints on the way, are what its pages give from the first one on. */
import { checkpointKey, checkpointKind, checkpointPrefix } from '../../domain/anomaly/checkpoint.ts';
import { type SubjectRecord, subjectKey, subjectKind } from '../../domain/anomaly/subject.ts';
import { type Derived, digestNamed } from '../../domain/archive/derived.ts';
import { unitsOfArm } from '../../domain/detect/drift/reference.ts';
import type { Difference } from '../../domain/upkeep/upkeep-record.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { flagArm } from '../judge/flag-arm.ts';
import { flagPair } from '../judge/flag-pair.ts';
import { type Findings, flagUnit } from '../judge/flag-unit.ts';
import { removeCheckpoints } from '../judge/heal-derived.ts';
import type { SubjectAddress } from '../judge/keep-checkpoint.ts';
import { OutdatedPages } from '../judge/outdated-pages.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { overlayPorts } from '../known/overlay-ports.ts';
import { type Looking, verifyComputed } from './verify-computed.ts';
import { verifyObject } from './verify-object.ts';

export async function verifyFindings(
  looking: Looking,
  { kind, id, anomalies, closed }: SubjectRecord,
): Promise<void> {
  const { ports, tally, loaded } = looking;
  let areSound = true;
  for (const list of [anomalies, closed])
    if (list !== null) areSound = (await verifyObject(ports, tally, list, list.digest)) && areSound;
  const units = unitsOf(loaded, kind, id);
  if (!areSound || units === null) return;
  await verifyComputed(looking, {
    name: 'findings',
    units,
    compare: (now) => differingFindings(ports, now, kind, id),
  });
}

/** Null where the definition has no such unit or pair any more. */
function unitsOf({ index }: LoadedExperiment, kind: SubjectRecord['kind'], id: string): string[] | null {
  if (kind === 'unit') return index.units.has(id) ? [id] : null;
  if (kind === 'arm') return index.arms.has(id) ? [...unitsOfArm(index, id)] : null;
  const pair = index.pairs.get(id);
  return pair === undefined ? null : [pair.flight, pair.ground];
}

async function differingFindings(
  ports: Ports,
  loaded: LoadedExperiment,
  kind: SubjectRecord['kind'],
  id: string,
): Promise<readonly Difference[] | null> {
  const { experiment, generation } = loaded;
  const units = unitsOf(loaded, kind, id);
  if (units === null) return null;
  const recordOf = async (ofKind: SubjectRecord['kind'], one: string) =>
    (await ports.catalogue.get(subjectKind, subjectKey(experiment, generation, ofKind, one)))?.item;
  const subject = await recordOf(kind, id);
  if (subject === undefined || subject.due || subject.anomalies === null) return null;
  // Pairs and arms are judged by what was found on their units.
  for (const unit of units) if ((await recordOf('unit', unit))?.due === true) return null;
  const overlay = overlayPorts(ports);
  const at = { experiment, generation, kind, id };
  await removeCheckpoints(overlay, at, kind, id);
  const findings = await findingsFrom(overlay, loaded, {
    ...subject,
    since: null,
    folded: null,
    closed: null,
  });
  if (findings === null) return null;
  return [...differingLists(subject, findings, at), ...(await differingCheckpoints(ports, overlay, at))];
}

async function findingsFrom(
  ports: Ports,
  loaded: LoadedExperiment,
  subject: SubjectRecord,
): Promise<Findings | null> {
  if (subject.kind === 'pair') return flagPair(ports, loaded, subject);
  try {
    return await (subject.kind === 'arm' ? flagArm : flagUnit)(ports, loaded, subject);
  } catch (error) {
    if (error instanceof OutdatedPages) return null;
    throw error;
  }
}

function differingLists(
  { anomalies, closed, asOf }: SubjectRecord,
  found: Findings,
  { experiment, generation, kind, id }: SubjectAddress,
): Difference[] {
  const digest = sha256(JSON.stringify(found.anomalies)).slice(0, 32);
  const differs: Difference[] = [];
  if (anomalies !== null && digestNamed(anomalies) !== digest)
    differs.push({ key: anomalies.key, why: `the pages of ${id} give another list than is kept` });
  const closedNow = found.remember.closed;
  if (digestOrNull(closed) !== digestOrNull(closedNow))
    differs.push({
      key: closed?.key ?? closedNow?.key ?? '',
      why: `the pages of ${id} give another list of what ended than is kept`,
    });
  if (asOf !== found.asOf) {
    const key = `${experiment}/${subjectKey(experiment, generation, kind, id).sort}`;
    differs.push({ key, why: `its newest sample is from ${found.asOf} µs, the item says ${asOf}` });
  }
  return differs;
}

const digestOrNull = (list: Derived | null): string | null => (list === null ? null : digestNamed(list));

/** One that rests on other pages is read by nobody. */
async function differingCheckpoints(
  ports: Ports,
  overlay: Ports,
  { experiment, generation, kind, id }: SubjectAddress,
): Promise<Difference[]> {
  const differs: Difference[] = [];
  const prefix = checkpointPrefix(generation, kind, id);
  for await (const { item } of ports.catalogue.list(checkpointKind, experiment, prefix)) {
    const key = checkpointKey(experiment, generation, kind, id, item.bucket);
    const made = (await overlay.catalogue.get(checkpointKind, key))?.item;
    if (made === undefined || made.basis !== item.basis || made.detectors !== item.detectors) continue;
    if (made.text === item.text && digestOrNull(made.key) === digestOrNull(item.key)) continue;
    const why = `the pages of ${id} up to ${item.bucket} give another state than is kept`;
    differs.push({ key: item.key?.key ?? `${experiment}/${key.sort}`, why });
  }
  return differs;
}
