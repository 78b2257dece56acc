/** Where the sections of the page stand. */
import { isOfGenes } from '../../../shared/domain/experiment/assay-schema.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { isOfPits } from '../../../shared/domain/experiment/pit-assay.ts';

export function contentsList({ assays }: Definition): string {
  const sections = [
    ...[
      ['hardware', 'Arms and units'],
      ['arrived', 'What arrived'],
      ['telemetry', 'Twins'],
      ['arms', 'Arms against each other'],
    ],
    ...(assays.some(isOfGenes) ? [['genes', 'Genes']] : []),
    ...(assays.some(isOfPits) ? [['pits', 'Resorption pits']] : []),
    ...[
      ['methods', 'Methods'],
      ['findings', 'Findings'],
      ['alarms', 'Alarms and notes'],
    ],
  ];
  const entries = sections.map(([id, title]) => `<li><a href="#${id}">${title}</a></li>`);
  return `<nav aria-label="Contents"><ul class="contents">${entries.join('')}</ul></nav>`;
}
