/** The check of a definition, by the code that the stack checks it with. */
import { DefinitionRefusal } from '../../../shared/domain/experiment/parse-definition.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { readNewDefinition } from '../../../shared/formats/definition/read-definition.ts';

export interface Trouble {
  readonly message: string;
  readonly field: string;
  /** From 1; null where it is of the whole. */
  readonly line: number | null;
}

export type Checked =
  | { readonly id: string; readonly troubles: readonly [] }
  | { readonly id: null; readonly troubles: readonly Trouble[] };

export function checked(text: string): Checked {
  try {
    return { id: readNewDefinition(text).definition.id, troubles: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { id: null, troubles: troublesOf(error) };
  }
}

function troublesOf(refusal: Refusal): readonly Trouble[] {
  if (refusal instanceof DefinitionRefusal)
    return refusal.problems.map(({ field, message, line }) => ({ field, message, line }));
  const { message, place } = refusal;
  return [{ field: place.field ?? '', message, line: place.line ?? null }];
}
