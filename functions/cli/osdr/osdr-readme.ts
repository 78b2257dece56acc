/** `README.md` of a folder for OSDR. */
import { countText } from '../../../shared/domain/words/count.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Handed } from './isa-study.ts';

export function osdrReadme({ facts, raw, tables, notIncluded, pending, program }: Handed): string {
  const { definition, inForce, archive, exclusions } = facts;
  const withdrawn = raw.filter((one) => one.withdrawn !== null).length;
  const excluded = exclusions.filter(({ lifts }) => lifts === undefined).length;
  return [
    `# ${definition.title ?? definition.id}`,
    '',
    `Experiment ${definition.id}, written by Howship ${program}: ${countText(raw.length, 'raw file')} (${withdrawn} of them withdrawn), ${countText(tables.length, 'table')}, ${countText(excluded, 'exclusion')}.`,
    `Definition: revision ${inForce.revision}, SHA-256 ${inForce.sha256}. Archive hash: ${archive.hash}.`,
    ...(pending === 0
      ? []
      : ['', `> When this was written, ${countText(pending, 'input')} had not reached every table yet.`]),
    ...(archive.readUnderOther === true
      ? [
          '',
          '> Some files were read under an earlier definition: what is computed from them anew may differ.',
        ]
      : []),
    '',
    ...FILES,
    '',
    'An empty cell says that nobody told, or that there is no number; the column that says why stands beside it. Sample names are those of the culture units, and UNIT-SLICE of slices of bone.',
    '',
    `\`${typedCommand('import --osdr FOLDER')}\` takes the folder into another home, and says which tables that home computes otherwise.`,
    '',
    '## Not in this folder',
    '',
    ...notIncluded.map(({ what, why }) => `- ${what}: ${why}.`),
    '',
  ].join('\n');
}

const FILES = [
  '| file | what it holds |',
  '| --- | --- |',
  '| `i_Investigation.txt`, `s_*.txt`, `a_*.txt` | the study as ISA-Tab 1.0: samples with their factor values, and which files each was measured in |',
  '| `raw/`, `raw_files.csv` | the files as they came, byte for byte, also withdrawn ones, with who withdrew them and why |',
  '| `definitions/` | every definition that the experiment has had, as canonical JSON; `manifest.json` has their revisions |',
  '| `processed/` | genes in the names of GeneLab, pits, comparisons of arms, and the values of units that they rest on |',
  '| `environment/` | what each unit lived through, as a whole and over time; g-levels, twins, and `data_dictionary.csv`: every column of every table, with its unit (UCUM), meaning, computation, and what qualifies it |',
  '| `events.csv`, `exclusions.csv` | what happened to which unit; what people took out of comparisons, when and why |',
  '| `manifest.json`, `md5sum.txt` | size, SHA-256 and MD5 of every file |',
];
