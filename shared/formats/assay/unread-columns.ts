/** Columns of a file that no reader takes: named, since what stands in them may be what somebody waits for. */
import type { AssayRead } from '../../domain/assay/tables.ts';
import { didYouMean, orMeant } from '../../domain/nearest.ts';
import { countText } from '../../domain/words/count.ts';
import { listText } from '../../domain/words/list.ts';

const MOST_NAMED = 12;

/**
 * One warning for a file, or none.
 *
 * @param known names that the reader takes
 * @param meantBy which of them people call so, however it is spelt; null where none is
 */
export function unreadColumns(
  code: string,
  unread: readonly string[],
  known: readonly string[],
  meantBy: (name: string) => string | null = () => null,
): AssayRead['warnings'] {
  if (unread.length === 0) return [];
  const hinted = (name: string): string => {
    const meant = meantBy(name);
    return meant !== null && known.includes(meant) ? didYouMean(name, meant) : orMeant(name, known);
  };
  // What is not named is counted only: a file may have thousands of columns.
  const names = unread.map((name, i) => (i < MOST_NAMED ? hinted(name) : name));
  const message = `${countText(unread.length, 'column is', 'columns are')} not read: ${listText(names, ', ', MOST_NAMED)}`;
  return [{ code, message }];
}
