/** Receipts of the files of a laboratory, which are many and alike. */
import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';

type Receipt = Pick<
  ReceiptOnWire,
  'id' | 'state' | 'source' | 'counts' | 'warnings' | 'verdict' | 'error' | 'unmappedColumns'
>;

export interface ReceiptsShown<R> {
  /** Each to be shown as it is. */
  readonly whole: readonly R[];
  /** Said in a line for all of one assay. */
  readonly alike: readonly string[];
}

/** So many of one assay are shown one by one. */
const FEW = 3;

/**
 * Of an assay that sent more than three files the first is shown whole, and every one that is not as good as it gets: the others
 * were taken in without a warning, and say what the first does but for numbers.
 *
 * @param isOfAssay whether the source of a receipt is an assay
 */
export function receiptsShown<R extends Receipt>(
  receipts: readonly R[],
  isOfAssay: (source: string | undefined) => boolean,
): ReceiptsShown<R> {
  const bySource = Map.groupBy(receipts, ({ source }) => source);
  const folded = [...bySource].flatMap(([source, all]) => {
    const [first] = all;
    if (!isOfAssay(source) || all.length <= FEW || first === undefined) return [];
    return [{ source, alike: all.slice(1).filter((one) => isPlain(one) && isLike(one, first)) }];
  });
  const left = new Set(folded.flatMap(({ alike }) => alike));
  return {
    whole: receipts.filter((one) => !left.has(one)),
    alike: folded
      .filter(({ alike }) => alike.length > 0)
      .map(({ source, alike }) => alikeText(source, alike)),
  };
}

function isPlain({ state, counts, warnings, error, unmappedColumns }: Receipt): boolean {
  const { rejected, conflicts, duplicates } = counts;
  const isWhole = rejected + conflicts + duplicates === 0;
  return (
    state === 'INGESTED' && isWhole && warnings.length + unmappedColumns.length === 0 && error === undefined
  );
}

/** In what is missing, to be asked for again, became worse and is to be done. */
const isLike = ({ verdict }: Receipt, first: Receipt): boolean =>
  verdict.length === first.verdict.length &&
  verdict.slice(1).every((line, i) => line === first.verdict[i + 1]);

function alikeText(source: string | undefined, alike: readonly Receipt[]): string {
  const records = alike.reduce((sum, { counts }) => sum + counts.records, 0);
  return `${countText(alike.length, 'more file')} of the assay ${source} came in the same way: ${countText(records, 'record')}, all new, no warning (${typedCommand('receipt <id>')})\n`;
}
