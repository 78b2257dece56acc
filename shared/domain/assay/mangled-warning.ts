import { quoted } from '../quoted.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import { genesOfMangled } from './mangled-symbol.ts';
import type { Remark } from './sample-register.ts';
import type { ExpressionTable } from './tables.ts';

const MOST_NAMED = 10;

/**
 * Names the genes that a spreadsheet turned into dates or numbers, and which they likely were.
 *
 * @param others names that the file has and the table has not
 */
export function mangledWarning(
  { features, symbols }: Pick<ExpressionTable, 'features' | 'symbols'>,
  others: readonly string[] = [],
): Remark[] {
  const amongNumbers = features.filter((id) => /^\d+$/.test(id)).length > features.length / 2;
  const found = new Map<string, readonly string[]>();
  for (const name of [...features, ...(symbols === features ? [] : (symbols ?? [])), ...others]) {
    const genes = genesOfMangled(name, amongNumbers);
    if (genes !== null) found.set(name, genes);
  }
  if (found.size === 0) return [];
  const named = [...found].map(([name, genes]) => `${quoted(name)} (${likely(genes)})`);
  const message = `a spreadsheet turned ${countText(found.size, 'gene name')} into dates or numbers: ${listText(named, ', ', MOST_NAMED)}. Export the table again without opening it in one`;
  return [{ code: 'symbol.mangled', message }];
}

function likely(genes: readonly string[]): string {
  return genes.length === 0 ? 'which gene is not known' : `likely ${genes.join(' or ')}`;
}
