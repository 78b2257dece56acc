/** Files of an assay that were refused: an answer that is silent of them passes for one of all that came. */
import type { ReceiptRecord } from '../downlink/receipt.ts';
import { isIngested } from '../downlink/receipt.ts';
import type { Declared } from '../experiment/declared.ts';
import { baseNameOf, readerFor, unpackedName } from '../experiment/file-reader.ts';
import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import { typedCommand } from '../words/typed-command.ts';
import type { Remark } from './sample-register.ts';

export const REFUSED_FILE = 'assay.file-refused';
const MOST_NAMED = 3;

export type CameFile = Pick<
  ReceiptRecord,
  'fileName' | 'declaredSource' | 'state' | 'error' | 'createdAt' | 'definition'
>;

interface Now {
  readonly index: Declared;
  /** Digest of the definition. */
  readonly sha256: string;
}

/**
 * By assay, what is to be said. A file of which a later one has the name, but for its extension, was sent again.
 *
 * @param damaged receipts that cannot be read: of these nobody knows
 */
export function refusedRemarks(
  now: Now,
  receipts: readonly CameFile[],
  damaged: number,
): ReadonlyMap<string, Remark> {
  const ofAssays = receipts.flatMap((file) => {
    const assay = isRefused(file) || isIngested(file.state) ? assayOf(now.index, file) : null;
    return assay === null ? [] : [{ file, assay, name: JSON.stringify([assay, stemOf(file)]) }];
  });
  const newest = new Map<string, number>();
  for (const { file, name } of ofAssays)
    if (!isRefused(file)) newest.set(name, Math.max(newest.get(name) ?? -Infinity, file.createdAt));
  const standing = ofAssays.filter(
    ({ file, name }) => isRefused(file) && file.createdAt > (newest.get(name) ?? -Infinity),
  );
  const byAssay = Map.groupBy(standing, ({ assay }) => assay);
  const told = new Map(
    [...byAssay].map(([assay, own]) => [
      assay,
      remarkOf(
        now,
        own.map(({ file }) => file),
      ),
    ]),
  );
  if (damaged === 0) return new Map(told);
  const unknown = unknownText(damaged);
  return new Map(
    [...now.index.assays.keys()].map((assay): [string, Remark] => {
      const known = told.get(assay);
      const message = known === undefined ? unknown : `${known.message}; ${unknown}`;
      return [assay, { code: REFUSED_FILE, message }];
    }),
  );
}

const isRefused = ({ state }: CameFile): boolean => state === 'REFUSED';

/** Without its extensions, whatever its capitals: an image is exported anew in another format. */
const stemOf = ({ fileName }: CameFile): string =>
  unpackedName(baseNameOf(fileName))
    .replace(/\.[^.]*$/, '')
    .toLowerCase();

function assayOf(index: Declared, { fileName, declaredSource }: CameFile): string | null {
  try {
    const reader = readerFor(index, fileName, declaredSource);
    return reader.reads === 'records' ? reader.id : null;
  } catch (error) {
    // Under the definition of now nothing reads it.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function remarkOf({ sha256 }: Now, files: readonly CameFile[]): Remark {
  const names = [
    ...new Map(files.map((file) => [`${quoted(file.fileName)} (${file.error?.message ?? ''})`, file])),
  ];
  const older = names.filter(([, { definition }]) => definition !== null && definition !== sha256);
  const again =
    older.length === 0
      ? ''
      : `; the definition has changed since: ${typedCommand(`reread ${older[0]![1].fileName}`)}${older.length === 1 ? '' : ', and the others'}`;
  const message = `refused, and in no number: ${listText(
    names.map(([text]) => text),
    ', ',
    MOST_NAMED,
  )}${again}`;
  return { code: REFUSED_FILE, message };
}

const unknownText = (damaged: number): string =>
  `whether a file of it was refused is not known: ${countText(damaged, 'receipt is', 'receipts are')} damaged (${typedCommand('verify')})`;
