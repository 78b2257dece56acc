/** How each assay stands: whose files have not come, what is to be computed, and what keeps it back. */
import type { AssayOnWire, DamagedOnWire } from '../../contract/wire.ts';
import { leftOutTexts } from '../../domain/assay/left-out.ts';
import type { AssayResults } from '../../domain/assay/results.ts';
import type { Remark } from '../../domain/assay/sample-register.ts';
import { confoundedBy } from '../../domain/comparison/arms-apart.ts';
import { Damaged } from '../../domain/damaged.ts';
import type { Assay } from '../../domain/experiment/assay-schema.ts';
import { baseNameOf } from '../../domain/experiment/file-reader.ts';
import { matchesGlob } from '../../domain/experiment/glob.ts';
import { countText, groupedText } from '../../domain/words/count.ts';
import { listText } from '../../domain/words/list.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { loadExclusions } from '../known/load-exclusions.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { resultsOfNow } from './assay-results.ts';
import { assayParts } from './parts-in-force.ts';
import { orRefused, refusedFiles, withRefused } from './refused-files.ts';

export interface AssayStates {
  readonly assays?: AssayOnWire[];
  /** By assay: what keeps its state from being known. */
  readonly damaged?: DamagedOnWire[];
}

/** Nothing where the definition has no assay. */
export async function assayStates(ports: Ports, loaded: LoadedExperiment): Promise<AssayStates> {
  const { assays } = loaded.definition;
  if (assays.length === 0) return {};
  const told: AssayOnWire[] = [];
  const damaged: DamagedOnWire[] = [];
  const refused = await refusedFiles(ports, loaded);
  for (const assay of assays) {
    const { id } = assay;
    try {
      told.push({ assay: id, ...(await stateNow(ports, loaded, assay, refused.get(id))) });
    } catch (error) {
      // It hides no other, and no experiment.
      if (!(error instanceof Damaged)) throw error;
      const sentence = `how it stands is not known: ${error.key} is damaged`;
      told.push({ assay: id, state: 'UNKNOWN', sentence });
      damaged.push({ id, key: error.key });
    }
  }
  return { assays: told, ...(damaged.length > 0 && { damaged }) };
}

type State = Omit<AssayOnWire, 'assay'>;

async function stateNow(
  ports: Ports,
  loaded: LoadedExperiment,
  assay: Assay,
  refusedFile: Remark | undefined,
): Promise<State> {
  const exclusions = await loadExclusions(ports, loaded.experiment);
  const { results, isDue } = await resultsOfNow(ports, loaded, assay.id, exclusions);
  const state = stateOf(loaded.index, assay, {
    results: withRefused(results, refusedFile),
    isDue,
    refusedFile,
  });
  // A file that came under another id of the assay is read under that one, until it is read again.
  const before = state.state === 'AWAITED' ? await readBefore(ports, loaded, assay) : [];
  return before.length === 0 ? state : { ...state, sentence: `${state.sentence}; ${beforeText(before)}` };
}

interface ReadBefore {
  readonly fileName: string;
  readonly assay: string;
}

/** Files that fit the assay and were read for one that the definition has no more. */
async function readBefore(ports: Ports, loaded: LoadedExperiment, { match }: Assay): Promise<ReadBefore[]> {
  const { inForce } = await assayParts(ports, loaded);
  return inForce.flatMap(({ part, receipt: { fileName } }) =>
    loaded.index.assays.has(part.assay) || !matchesGlob(match, baseNameOf(fileName))
      ? []
      : [{ fileName, assay: part.assay }],
  );
}

function beforeText(all: readonly ReadBefore[]): string {
  const files = listText([...new Set(all.map(({ fileName }) => fileName))], ', ', 6);
  const ids = [...new Set(all.map(({ assay }) => assay))].join(', ');
  return `${files} was read for ${ids}, which the definition has no more: read it again (${typedCommand('reread --all')})`;
}

interface Now {
  readonly results: AssayResults | null;
  readonly isDue: boolean;
  readonly refusedFile: Remark | undefined;
}

function stateOf(
  index: LoadedExperiment['index'],
  assay: Assay,
  { results, isDue, refusedFile }: Now,
): State {
  if (isDue) return { state: 'DUE', sentence: 'it is to be computed anew' };
  if (results === null) {
    const which = refusedFile === undefined ? '' : ' that could be read';
    const why = refusedFile === undefined ? '' : `; ${refusedFile.message}`;
    return { state: 'AWAITED', sentence: `no file ${awaitedOf(assay)}${which} has come${why}` };
  }
  const { refused, remarks, contrasts } = results;
  if (refused !== undefined)
    return {
      state: AWAITED.includes(refused.code) ? 'AWAITED' : 'REFUSED',
      sentence: orRefused(refused, refusedFile).message,
    };
  const all = [...remarks, ...contrasts.flatMap((one) => one.remarks)];
  const told = all.filter(({ code }) => isLacking(code)).map(({ message }) => message);
  const lacking = [...absentText(results), ...leftOutTexts(results), ...new Set(told)];
  const apart = confoundedBy(index, assay, results).map((why) => `CONFOUNDED: ${why}`);
  const sentence = [cameText(results), ...lacking, ...apart].join('; ');
  return { state: lacking.length > 0 ? 'PARTLY' : 'COMPUTED', sentence };
}

const AWAITED: readonly string[] = ['assay.awaited', 'sheet.awaited'];

const awaitedOf = ({ match, sheet }: Assay): string =>
  sheet === undefined ? match : `${match} and no sheet ${sheet.match}`;

/** A sheet, or a substrate, that is told in two ways or lacks a column, and samples and units that nothing declares. */
const isLacking = (code: string): boolean => code.startsWith('sheet.') || LACKING.has(code);
const LACKING: ReadonlySet<string> = new Set(['sample.undeclared', 'pit.unit', 'slice.substrate']);

/** One that is excluded is not waited for. */
function absentText({ samples }: AssayResults): string[] {
  const absent = samples.filter(({ inFiles, excluded }) => inFiles.length === 0 && excluded === null);
  if (absent.length === 0) return [];
  return [
    `not come: ${listText(
      absent.map(({ name }) => name),
      ', ',
      12,
    )}`,
  ];
}

function cameText({ samples }: AssayResults): string {
  const came = samples.filter(({ inFiles }) => inFiles.length > 0).length;
  const out = samples.filter(({ excluded }) => excluded !== null).length;
  const excluded = out === 0 ? '' : `, ${countText(out, 'of them is', 'of them are')} excluded`;
  return `${groupedText(came)} of ${countText(samples.length, 'sample')} have come${excluded}`;
}
