/** What to do with a simulated mission that was just written. */
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { COUNTS_FILE, SHEET_FILE } from '../../../shared/simulator/batch-text.ts';
import { PIXEL_UM } from '../../../shared/simulator/bone-slices.ts';
import { MEDIUM_FILE, PIT_IMAGES, PITS } from '../../../shared/simulator/bone-text.ts';

export interface WrittenMission {
  readonly id: string;
  readonly directory: string;
  readonly names: readonly string[];
}

export const isDump = (name: string): boolean => /^(flight|ground)-/.test(name);

export function simulatedText(mission: WrittenMission): string {
  const { id, directory, names } = mission;
  const dumps = names.filter(isDump).length;
  return [
    `${names.length} files in ${directory}, ${dumps} of them dumps in the order of their arrival; truth.json says what was put in.`,
    `Next, beside a stack that serves (${typedCommand('up')}):`,
    ...[
      `experiment apply ${directory}/definition.yaml`,
      `event add -e ${id} --file ${directory}/events.csv`,
      `upload -e ${id} --wait ${directory}/flight-*.csv.gz ${directory}/ground-*.csv.gz`,
      ...geneCommands(mission),
      ...boneCommands(mission),
      `anomalies -e ${id}`,
    ].map((command) => `  ${typedCommand(command)}`),
    '',
  ].join('\n');
}

function geneCommands({ id, directory, names }: WrittenMission): string[] {
  const files = [SHEET_FILE, COUNTS_FILE].filter((name) => names.includes(name));
  if (files.length === 0) return [];
  const paths = files.map((name) => `${directory}/${name}`).join(' ');
  return [`upload -e ${id} --wait ${paths}`, `expression -e ${id}`];
}

/** No area is told before a person has looked at the scale. */
function boneCommands({ id, directory, names }: WrittenMission): string[] {
  if (!names.includes(MEDIUM_FILE)) return [];
  return [
    `upload -e ${id} --wait ${directory}/*_pits.csv ${directory}/*.tif ${directory}/${MEDIUM_FILE}`,
    ...[PITS, PIT_IMAGES].map((assay) => `pits confirm-scale ${assay} --micrometres ${PIXEL_UM} -e ${id}`),
    `compare --endpoint eroded-surface -e ${id}`,
  ];
}
