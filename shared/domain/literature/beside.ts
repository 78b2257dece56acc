/** The literature beside one measured gene or endpoint: first of studies like it, then of all. */
import { listText } from '../words/list.ts';
import { bodiesText } from './bodies.ts';
import type { LiteratureRecord } from './catalogue.ts';
import { type Expectation, expectationOf, isEvidence } from './expectation.ts';
import { type MissionsOf, missionsOf, missionsText } from './missions.ts';
import type { ReportedPlace } from './reported.ts';
import { simulating } from './techniques.ts';
import { type Measured, verdictOf } from './verdict.ts';
import type { LiteratureVerdict } from './words.ts';

/** How the measured arm was exposed, and what was cultured in it. */
export interface Setting {
  /** Platforms that are the same as the arm's: it, and its kinds. Null where none that is known is told: all on the ground. */
  readonly techniques: readonly string[] | null;
  /** Lineage as the catalogue calls it; null where the definition does not say which. */
  readonly cellClass: string | null;
}

export interface Beside {
  readonly verdict: LiteratureVerdict;
  /** Ids of the findings that it rests on. */
  readonly records: readonly string[];
  /** Numbers of the references that reported them. */
  readonly studies: readonly number[];
  /** Whose findings these are: the same platform and lineage. */
  readonly through: string;
  /** On which missions the records in flight rest, as the review names them, and how many of them name none. */
  readonly missions: MissionsOf;
  /** The same of all platforms and cells. */
  readonly overall: { readonly verdict: LiteratureVerdict; readonly studies: readonly number[] };
  readonly sentence: string;
}

const ANY_PLATFORM = 'platforms on the ground of any kind, as the definition names none that is known';

/**
 * @param records of the gene or of the endpoint
 * @param place where an endpoint was measured: what was reported of that very place comes first
 */
export function besideLiterature(
  records: readonly LiteratureRecord[],
  setting: Setting,
  measured: Measured | null,
  place: ReportedPlace | null = null,
): Beside {
  const { techniques, cellClass } = setting;
  const isAlike = (one: LiteratureRecord) =>
    (techniques ?? simulating()).includes(one.technique) &&
    (cellClass === null || one.cellClass === cellClass);
  const there = (place?.own ?? []).filter(isAlike);
  const isThere = expectationOf(there) !== null;
  const alike = isThere ? there : records.filter(isAlike);
  const [own, all] = [expectationOf(alike), expectationOf(records)];
  const verdict = verdictOf(measured, own);
  const through = `${techniques === null ? ANY_PLATFORM : listText(techniques)}, ${cellClass?.replaceAll('_', ' ') ?? 'cells of any kind, as the definition does not say which'}${place === null ? '' : `, ${placeText(place, isThere)}`}`;
  const evidence = alike.filter((one) => isEvidence(one) && one.references.length > 0);
  const missions = missionsOf(evidence);
  const isOfCells = cellClass !== null && cellClass !== 'bone_tissue';
  const ofBodies = isOfCells ? bodiesText(own?.references ?? []) : '';
  return {
    ...{ verdict, through, studies: own?.references ?? [], missions },
    records: evidence.map(({ id }) => id),
    overall: { verdict: verdictOf(measured, all), studies: all?.references ?? [] },
    sentence: `${sentenceOf(verdict, own, measured !== null)} (${through}${ofBodies}${missionsText(missions)})${own === null && all !== null ? `; of other platforms or cells: ${sidesText(all)}` : ''}`,
  };
}

/** Of what nobody could look for: that there is nothing is not said. */
export const notLookedFor = (why: string): Beside => ({
  ...{ verdict: 'NO_EXPECTATION', records: [], studies: [], through: 'nothing' },
  missions: { names: [], untold: 0 },
  overall: { verdict: 'NO_EXPECTATION', studies: [] },
  sentence: `not looked for: ${why}`,
});

/** `femur, trabecular`, or of which other bones the findings are. */
const placeText = ({ name, bones }: ReportedPlace, isThere: boolean): string =>
  isThere ? `${name}` : name === null ? bones : `${bones}, as none of them reports ${name}`;

const SAID: Readonly<Record<LiteratureVerdict, string>> = {
  AGREES: 'studies agree',
  OPPOSES: 'studies reported otherwise',
  NULL: 'equivalent to no effect where studies saw one',
  INCONCLUSIVE:
    'it cannot be said whether there is an effect, so this neither agrees with studies nor contradicts them',
  CONFLICTING: 'studies disagree among themselves',
  NO_EXPECTATION: 'no study of the catalogue reports it by this name',
};

const NOT_COMPARED = 'nothing could be compared, so that studies are neither met nor contradicted';

function sentenceOf(
  verdict: LiteratureVerdict,
  expectation: Expectation | null,
  isCompared: boolean,
): string {
  const said = verdict === 'INCONCLUSIVE' && !isCompared ? NOT_COMPARED : SAID[verdict];
  return expectation === null ? said : `${said}: ${sidesText(expectation)}`;
}

/** `up in study 115; unchanged in studies 104, 106`: numbers of references. */
const sidesText = ({ sides }: Expectation): string =>
  Object.entries(sides)
    .map(([direction, own]) => {
      const studies = own.length === 1 ? 'study' : 'studies';
      return `${direction} in ${studies} ${listText(own.map(String), ', ', 12)}`;
    })
    .join('; ');
