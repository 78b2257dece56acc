/** The source of another definition that would read a file that is in. */
import { Refusal } from '../refusal.ts';
import type { Declared } from './declared.ts';
import { sourceFor } from './file-reader.ts';
import type { Source } from './source-schema.ts';

/** A file, and the source that it was read by. */
export interface FileRead {
  readonly fileName: string;
  readonly declaredSource: string | null;
  readonly source: Source;
}

/** A source may have got another id: then that of the same pattern reads the file. Null where none does. */
export function sourceNow(declared: Declared, { fileName, declaredSource, source }: FileRead): Source | null {
  return (
    sourceIfAny(declared, fileName, declaredSource) ??
    declared.sources.get(source.id) ??
    sourceIfAny(declared, fileName, null) ??
    declared.definition.sources.find(({ match }) => match === source.match) ??
    null
  );
}

function sourceIfAny(declared: Declared, fileName: string, declaredSource: string | null): Source | null {
  try {
    return sourceFor(declared, fileName, declaredSource);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
