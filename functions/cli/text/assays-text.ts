import type { AssayOnWire } from '../../../shared/contract/wire.ts';
import { contrastsOf } from '../../../shared/domain/experiment/assay-checks.ts';
import { declaredBy } from '../../../shared/domain/experiment/declared.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { assaySentence } from '../../../shared/domain/words/assay-sentence.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { listText } from '../../../shared/domain/words/list.ts';

/** How assays stand, a line each. */
export const assayStatesText = (assays: readonly AssayOnWire[] = [], before = ''): string =>
  assays.map((one) => `${before}${assaySentence(one)}\n`).join('');

/** What a definition awaits of assays and will compare, a line each; nothing where it declares none. */
export function assaysText(definition: Definition): string {
  const declared = declaredBy(definition);
  const lines = definition.assays.map((assay) => {
    const { id, kind, match, sheet, samples } = assay;
    const told =
      sheet === undefined
        ? `${countText(samples.length, 'sample')} declared`
        : `samples told by ${sheet.match}`;
    const compared = contrastsOf(assay, declared).map(({ a, b }) => `${a} against ${b}`);
    const what =
      compared.length === 0 ? 'no arm has a control, so nothing is compared' : listText(compared, ', ', 6);
    return `assay ${id}: ${kind} from ${match}; ${told}; ${what}\n`;
  });
  return lines.join('');
}
